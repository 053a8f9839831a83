"""Makes and changes a drill: a form for each kind, or its text, with a preview and a check."""
