"""The demo: a believable community, made by the same actions people use, to look at and to try things on."""
