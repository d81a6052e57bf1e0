"""How well notes are read into facts: invented notes of many hands, annotated without looking at the reader."""
