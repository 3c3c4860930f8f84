"""The noticeboard: what people offer, what they would like, and who answers."""
