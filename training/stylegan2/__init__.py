"""Reading StyleGAN2 generators of NVIDIA's PyTorch projects, without running code of theirs."""
