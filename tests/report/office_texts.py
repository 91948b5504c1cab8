"""Run by LibreOffice's Python: texts of files as they are, with all changes accepted or rejected.

Usage: python3 office_texts.py PORT < lines of "MODE<TAB>PATH"; writes one JSON line for each.
"""

import json
import sys
import time

import uno
from com.sun.star.beans import PropertyValue


def connect(port):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    url = f"uno:socket,host=127.0.0.1,port={port};urp;StarOffice.ComponentContext"
    for _attempt in range(120):
        try:
            return resolver.resolve(url)
        except Exception:
            time.sleep(0.5)
    raise SystemExit("LibreOffice did not answer")


def prop(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def texts(story):
    """Paragraphs of a story; a table gives its cells' paragraphs, cell by cell."""
    found = []
    paragraphs = story.createEnumeration()
    while paragraphs.hasMoreElements():
        paragraph = paragraphs.nextElement()
        if paragraph.supportsService("com.sun.star.text.TextTable"):
            for name in paragraph.getCellNames():
                found.append("|" + "/".join(texts(paragraph.getCellByName(name))))
        else:
            found.append("".join(portion(part) for part in parts(paragraph)))
    return found


def parts(paragraph):
    portions = paragraph.createEnumeration()
    while portions.hasMoreElements():
        yield portions.nextElement()


def portion(part):
    """Text, or the name of what stands in the line. Counting a document's embedded objects would
    count those that undo still holds; LibreOffice fills empty tracked rows with U+200D."""
    if part.TextPortionType == "Frame":
        inside = part.createContentEnumeration("com.sun.star.text.TextContent")
        names = []
        while inside.hasMoreElements():
            thing = inside.nextElement()
            formula = thing.supportsService("com.sun.star.text.TextEmbeddedObject")
            names.append("[object]" if formula else "[frame]")
        return "".join(names)
    return part.getString().replace("\u200d", "")


def read(document):
    found = {"body": texts(document.Text)}
    for kind in ("Footnotes", "Endnotes"):
        notes = getattr(document, kind)
        found[kind] = [texts(notes.getByIndex(at)) for at in range(notes.getCount())]
    page = document.DrawPage
    boxes = []
    for at in range(page.getCount()):
        shape = page.getByIndex(at)
        if shape.supportsService("com.sun.star.text.Text") or hasattr(shape, "createEnumeration"):
            try:
                boxes.append(texts(shape))
            except Exception:
                boxes.append([shape.getString()])
    found["boxes"] = sorted(boxes)
    found["images"] = document.GraphicObjects.getCount()
    styles = document.StyleFamilies.getByName("PageStyles")
    margins = []
    for name in styles.getElementNames():
        style = styles.getByName(name)
        for side in ("Header", "Footer"):
            if style.isInUse() and getattr(style, side + "IsOn"):
                margins.append(texts(getattr(style, side + "Text")))
    found["margins"] = sorted(margins)
    return found


def main():
    context = connect(sys.argv[1])
    services = context.ServiceManager
    desktop = services.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    dispatcher = services.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
    for line in sys.stdin:
        mode, path = line.rstrip("\n").split("\t")
        document = desktop.loadComponentFromURL(
            uno.systemPathToFileUrl(path), "_blank", 0, (prop("Hidden", True),)
        )
        answer = None
        if document is not None:
            frame = document.CurrentController.Frame
            if mode in ("accept", "reject"):
                command = mode.capitalize() + "AllTrackedChanges"
                dispatcher.executeDispatch(frame, ".uno:" + command, "", 0, ())
            answer = read(document)
            document.close(True)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
    desktop.terminate()


main()
