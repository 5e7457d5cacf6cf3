"""What reading a mammogram rests on, without a window: hanging and, with it, one scale."""
