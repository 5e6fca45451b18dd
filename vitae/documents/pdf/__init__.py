"""PDF: PDFium reads the glyphs, the rest is ours."""
