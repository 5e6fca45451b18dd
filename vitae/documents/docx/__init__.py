"""DOCX: the bounded archive, its styles, and what stands in it."""
