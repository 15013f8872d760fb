project = "A manual"
extensions = ["myst_parser"]
html_theme = "furo"
[[sphinx, once]]
