"""Key images: views worth keeping, as they were looked at."""

from __future__ import annotations

from app.viewer.key_images import following, key_image_of, state_of, toggled
from app.viewer.state import ViewState
from inference.imaging.greyscale import Window

NEAR = ViewState(
    scale=2.0, center=(10, 20), voi=Window(center=100, width=50), mirrored=True, inverted=True
)


def test_a_key_image_is_looked_at_as_it_was():
    assert state_of(key_image_of(1, "L CC", NEAR)) == NEAR


def test_choosing_a_key_image_again_takes_it_away():
    images = toggled((), 1, "L CC", NEAR)
    assert [image.view for image in images] == [1]
    assert toggled(images, 1, "L CC", ViewState()) == ()


def test_key_images_follow_each_other_round_and_round():
    first, second = key_image_of(2, "R MLO", NEAR), key_image_of(0, "R CC", NEAR)
    images = (first, second)
    assert following(images, None) is first
    assert following(images, 1) is first
    assert following(images, 2) is second
    assert following(images, 0) is first
    assert following((), None) is None
