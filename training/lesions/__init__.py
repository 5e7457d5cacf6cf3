"""The contextual network that draws a lesion into a patch of tissue, or takes one away."""
