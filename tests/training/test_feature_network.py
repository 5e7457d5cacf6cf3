from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from scipy import ndimage
from torch import Tensor

from training import feature_network as module
from training.errors import TrainingError
from training.feature_network import FeatureName, FeatureNetwork, feature_network

CATS = range(281, 286)
"""ImageNet's classes of house cats."""


def grey_photo(name: str, side: int = 224) -> Tensor:
    """The middle of a photograph that comes with scikit-image, −1 … 1."""
    skimage_data = pytest.importorskip("skimage.data")
    with Image.open(Path(skimage_data.data_dir) / name) as image:
        length = min(image.size)
        left, top = ((size - length) // 2 for size in image.size)
        square = image.crop((left, top, left + length, top + length)).convert("L")
        values = np.asarray(square.resize((side, side), Image.Resampling.BICUBIC), np.float32)
    return torch.from_numpy(values)[None, None] / 127.5 - 1


@pytest.mark.parametrize("name", ["lite0", "lite2"])
def test_a_cat_is_seen_as_a_cat_and_an_espresso_as_an_espresso(name: FeatureName) -> None:
    network = feature_network(name)
    assert int(network.class_scores(grey_photo("chelsea.png")).argmax()) in CATS
    assert int(network.class_scores(grey_photo("coffee.png")).argmax()) == 967


@pytest.mark.parametrize(
    ("name", "channels"), [("lite0", (24, 40, 112, 320)), ("lite2", (24, 48, 120, 352))]
)
def test_feature_maps_have_the_strides_4_8_16_32(
    name: FeatureName, channels: tuple[int, ...]
) -> None:
    network = feature_network(name)
    maps = network(torch.zeros(2, 1, 80, 64))
    assert network.channels == channels
    assert [tuple(m.shape) for m in maps] == [
        (2, count, size, width)
        for count, size, width in zip(channels, (20, 10, 5, 3), (16, 8, 4, 2), strict=True)
    ]
    assert network.pooled(torch.zeros(2, 1, 80, 64)).shape == (2, 1280)


def test_blur_changes_the_features_more_than_noise_of_a_grey_level() -> None:
    network, photo = feature_network("lite2"), grey_photo("chelsea.png")
    blurred = torch.from_numpy(ndimage.gaussian_filter(photo.numpy(), (0, 0, 2, 2)))
    random = torch.randn(photo.shape, generator=torch.Generator().manual_seed(0))
    features = network.pooled(torch.cat([photo, blurred, photo + random / 127.5]))
    far, near = (features[1:] - features[0]).norm(dim=1)
    assert far > 5 * near


def test_gradients_reach_the_picture_and_nothing_can_be_trained() -> None:
    network = feature_network("lite0")
    picture = torch.zeros(1, 1, 32, 32, requires_grad=True)
    network(picture)[-1].square().sum().backward()
    assert picture.grad is not None
    assert picture.grad.abs().max() > 0
    assert list(network.parameters()) == []
    assert network.state_dict() == {}


def test_half_precision_sees_nearly_the_same() -> None:
    network, photo = feature_network("lite2"), grey_photo("chelsea.png", 96)
    full, half = (network.pooled(photo, kind) for kind in (torch.float32, torch.bfloat16))
    assert network(photo, torch.bfloat16)[0].dtype == torch.bfloat16
    assert half.dtype == torch.float32
    assert float((full - half).norm() / full.norm()) < 0.1


def test_a_missing_package_is_named_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(
        module.VARIANTS, "lite2", module.Variant(1.1, 1.2, "no_such_package", "weights.pth")
    )
    feature_network.cache_clear()
    with pytest.raises(TrainingError, match="no_such_package"):
        feature_network("lite2")
    feature_network.cache_clear()


@pytest.mark.parametrize("change", ["lacks", "more"])
def test_weights_of_another_network_are_refused(change: str) -> None:
    path = module._weight_file(module.VARIANTS["lite0"])
    state = torch.load(path, weights_only=True)
    if change == "lacks":
        del state["_blocks.3._bn2.bias"]
    else:
        state["_blocks.99._bn2.bias"] = torch.zeros(1)
    with pytest.raises(TrainingError, match="_blocks"):
        FeatureNetwork("lite0", state)


def test_the_weights_of_one_size_do_not_fit_the_other() -> None:
    path = module._weight_file(module.VARIANTS["lite2"])
    with pytest.raises(TrainingError):
        FeatureNetwork("lite0", torch.load(path, weights_only=True))
