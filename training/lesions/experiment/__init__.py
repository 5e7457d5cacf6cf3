"""What drawn lesions are good for: the experiment of Wu et al. 2020, section 3."""
