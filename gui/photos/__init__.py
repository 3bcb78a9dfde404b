"""Photos of findings in the window: dropped, pasted or chosen, read off the GUI thread, shown and moved."""
