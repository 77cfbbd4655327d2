"""Charts as SVG that a page can hold: coloured by the page's own style, titled, described, with no markup but paths and text."""
