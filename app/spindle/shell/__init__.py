"""The shell: the window and what surrounds the pages.

``window`` holds the rail, the pages and the rows that ask something. ``finder``, ``tray``,
``settings_page``, ``help`` and ``problem`` are imported after the first paint. The shell knows no
feature: it reads their ``Feature`` records and the commands of their services.
"""
