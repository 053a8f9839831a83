"""The looks, and every widget that more than one page has. Qt, no feature, GUI thread only.

A page is made of these; what is drawn twice belongs here. Every painted widget asks `theme_of` for
its colours when it paints, draws its own keyboard focus and has a name for a screen reader.

The looks
    tokens         the token file; theme: palettes, text size, motion, `wear` for a part in another
                   palette; fonts: the type table; stylesheet: the little that Qt needs as QSS
    signals        the four signals, lens and grain as geometry; paint: the marks and the states
                   (the pen, selected, current, keyboard focus); text_line: one line of text
    cross_fade     colours that change slowly; lean_pyside: what PySide need not load
    glyphs         icons and mark by name; app_icons: of windows and of the tray

Words
    labels         `Label`: text in a type role, on line boxes, wrapping or shortened
    figures        `Figures`: a running time that does not tremble
    dates          a date to type, in the order of the locale

To press and to choose
    buttons        `Button`, primary (one a screen), secondary or quiet; `KeyHint`
    hinted         `Hinted`: a quiet verb with its key
    tile           `Tile` to build on; `Pill`; `NumberTile`: an answer and the number of its key
    row            `Row` of a list; `CurrentRow` of pages, chapters and sections
    switch, segments, spin    `Switch`, `Segments`, `SpinField` of forms, 32 px high
    select, slider            `Select`: a list that opens; `Slider`: a level along a line
    value_scale    `RatingKeys` 1–5, and the `ValueScale` that is empty before a rating
    focus_ring     `RingFocus`: the ring around a control, mixed in before its Qt class

To type into
    field          `Field`: one line, for forms, pages or as the hero of a page
    paper          `Paper`: as many lines as it takes, in serif

Pictures
    ring, ring_shape          `Ring`: what is done as a wave, what remains hollow
    strip_model, day_strip, legend, week_channels    the day and the week on paper
    mark, hairline            `Mark` of Spindle; `Hairline` between two parts

Places
    page           `Page`: what the window holds; its one-letter keys
    scroll         `Scroll`: an area to scroll that is not seen; fitting: what shows by its room
    popover        a panel with a beak
    post           `Post`: the hop from any thread to the GUI thread
"""
