"""Writes what is in a package, and under which licences; stops where a part may not be in it.

`build.py` calls it in the environment that the package was built in.
"""

# The library's classes get their constructors from a decorator that the type checker cannot follow:
# pyright: reportCallIssue=false, reportAttributeAccessIssue=false

from __future__ import annotations

import argparse
import shutil
import sys
import uuid
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from components import Component, find_components, read_inside
from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import ExternalReference, ExternalReferenceType, XsUri
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component as BomComponent
from cyclonedx.model.component import ComponentType
from cyclonedx.model.dependency import Dependency
from cyclonedx.output.json import JsonV1Dot6
from licence_policy import file_complaints, licence_complaint
from packageurl import PackageURL

LICENCES_FOLDER = "licences"
_NAMESPACE = uuid.UUID("8d0f2d0c-0b1c-5b7e-9a53-6f6d6d67796d")


def main() -> int:
    """Run the command and return its exit code."""
    parser = argparse.ArgumentParser(prog="bill_of_materials.py", description=__doc__)
    parser.add_argument("--inside", type=Path, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--sbom", type=Path, required=True)
    parser.add_argument("--epoch", type=int, required=True, help="of the release, in seconds")
    arguments = parser.parse_args()
    components = find_components(read_inside(arguments.inside), arguments.inside.parent)
    if found := complaints(components, arguments.folder):
        print("\n".join(f"bill_of_materials.py: {one}" for one in found), file=sys.stderr)
        return 1
    write_licences(components, arguments.folder / LICENCES_FOLDER)
    arguments.sbom.write_text(bill_of_materials(components, arguments.epoch), encoding="utf-8")
    print(f"{len(components)} components; {arguments.sbom.name} and the licences are written")
    return 0


def complaints(components: Iterable[Component], folder: Path) -> list[str]:
    """A sentence for each part that may not be in a package, or whose licence has no text."""
    found = [licence_complaint(one.name, one.licence) for one in components]
    untold = [one.name for one in components if not one.texts]
    found += [f"{name}: there is no text of its licence." for name in untold]
    paths = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))
    return [sentence for sentence in [*found, *file_complaints(paths)] if sentence]


def write_licences(components: Sequence[Component], folder: Path) -> None:
    """Collect the texts of all licences, and a page that names them; what lay there is replaced."""
    shutil.rmtree(folder, ignore_errors=True)
    lines = ["What is in this package, and under which licence:", ""]
    for component in components:
        lines.append(f"{component.name} {component.version}: {component.licence}")
        target = folder / component.name
        target.mkdir(parents=True)
        for number, text in enumerate(component.texts):
            name = text.name if not (target / text.name).exists() else f"{number}-{text.name}"
            shutil.copyfile(text, target / name)
    lines += ["", "The text of each lies in the folder of its name."]
    (folder / "README.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def bill_of_materials(components: Sequence[Component], epoch: int) -> str:
    """The components as CycloneDX 1.6 JSON: the same text for the same package.

    Args:
        components: what is in the package.
        epoch: when it was made, in seconds since 1970.
    """
    (own,) = (one for one in components if one.kind == "own")
    program = _entry(own, ComponentType.APPLICATION)
    parts = [_entry(one, ComponentType.LIBRARY) for one in components if one is not own]
    named = "|".join(f"{one.name} {one.version}" for one in components)
    bom = Bom(
        components=parts,
        serial_number=uuid.uuid5(_NAMESPACE, named),
        metadata=BomMetaData(component=program, timestamp=datetime.fromtimestamp(epoch, tz=UTC)),
        dependencies=[
            Dependency(program.bom_ref, [Dependency(part.bom_ref) for part in parts]),
            *(Dependency(part.bom_ref) for part in parts),
        ],
    )
    return JsonV1Dot6(bom).output_as_string(indent=2) + "\n"


def _entry(component: Component, kind: ComponentType) -> BomComponent:
    home = component.homepage
    references = [ExternalReference(type=ExternalReferenceType.WEBSITE, url=XsUri(home))]
    return BomComponent(
        name=component.name,
        version=component.version,
        type=kind,
        bom_ref=f"{component.kind}:{component.name}",
        purl=_address(component),
        licenses=[LicenseFactory().make_from_string(component.licence)],
        external_references=references if home else [],
    )


def _address(component: Component) -> PackageURL | None:
    if component.kind == "own":
        return None
    namespace = "debian" if component.kind == "deb" else None
    return PackageURL(component.kind, namespace, component.name.lower(), component.version)


if __name__ == "__main__":
    sys.exit(main())
