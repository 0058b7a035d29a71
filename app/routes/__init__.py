"""HTTP beside the screens: saves, states, drafts, exports, assets, and who one is."""
