"""The screens, one file each, named as the nurse calls them."""
