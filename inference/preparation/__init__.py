"""One way for every picture into the frame: breast mask, orientation, scale, grey mapping.

Training sets and pools of real pictures are prepared here alike, so that nothing but the picture
tells them apart.
"""
