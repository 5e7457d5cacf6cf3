"""Case sets without a window: drafts, plans of sittings, and results that come back."""
