"""A small sample of each markup and text format, by the format's name; two people plan a garden."""

import io
import zipfile

APPLE_TTML = """<?xml version="1.0" encoding="UTF-8"?>
<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata"
  xmlns:podcasts="http://podcasts.apple.com/transcript-ttml-internal" xml:lang="en"><head><metadata>
  <ttm:agent type="person" xml:id="SPEAKER_1"><ttm:name type="full">Priya</ttm:name></ttm:agent>
  <ttm:agent type="person" xml:id="SPEAKER_2"/></metadata></head><body dur="1:09:06.000"><div>
  <p begin="0.220" end="1:49.900" ttm:agent="SPEAKER_1"><span begin="0.220" end="1.500"
  podcasts:unit="sentence"><span begin="0.220" end="0.500" podcasts:unit="word">Beans</span><span
  begin="0.500" end="1.500" podcasts:unit="word">first.</span></span><span begin="1:48.737"
  end="1:49.900" podcasts:unit="sentence"><span begin="1:48.737" end="1:49.900"
  podcasts:unit="word">Always.</span></span></p><p begin="1:09:04.480" end="1:09:05.100"
  ttm:agent="SPEAKER_2"><span begin="1:09:04.480" end="1:09:05.100" podcasts:unit="sentence"><span
  begin="1:09:04.480" end="1:09:05.100" podcasts:unit="word">Leeks!</span></span></p>
</div></body></tt>
"""
TTML = """<?xml version="1.0" encoding="UTF-8"?>
<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter"
  xmlns:ttm="http://www.w3.org/ns/ttml#metadata" ttp:frameRate="25" xml:lang="en-GB">
<head><metadata><ttm:title>The bean bed</ttm:title></metadata>
<layout><region xml:id="low"/></layout></head>
<body region="low"><div>
<p begin="00:00:01:05" end="00:00:03:00">Priya: Where do the<br/>beans go?</p>
<p begin="3.5s" end="5s" style="loud">Otis: <span>Along</span> the wall.</p>
<p begin="6s" dur="2s">Priya: Then the leeks have no sun.</p>
</div></body></tt>
"""
HYPERAUDIO = """<!DOCTYPE html>
<html lang="en"><head><title>The leek question</title></head><body><article><section>
<h5 data-m="0">Who has the sun?</h5>
<p><span data-m="900" data-d="0" class="speaker">Priya: </span><span data-m="900"
data-d="300">Leeks </span><span data-m="1250" data-d="400">need </span><span data-m="1700"
data-d="350">light. </span></p>
<p><span data-m="2500" data-d="0" class="speaker">Otis: </span><span data-m="2500"
data-d="200">So </span><span data-m="2750" data-d="300">do </span><span data-m="3100"
data-d="500">beans.</span></p>
</section></article></body></html>
"""
PODCASTING20_HTML = """<cite>Priya:</cite>
<time>0:00</time>
<p>Shall we dig the bed today?</p>
<cite>Otis:</cite>
<time>0:07</time>
<p>The ground is frozen.</p>
<time>1:02:03</time>
<p>It still is.</p>
"""
OTTER = """Priya Nair  0:03
Shall we dig the bed today?

Otis Brandt  0:09
The ground is frozen.

Priya Nair  55:21
Then we shall plan instead.

Transcribed by https://otter.ai
"""
MARKDOWN = r"""**Priya:** \[00:04\] Welcome back to the shed. \[laughing\]

**Otis:** It smells of onions.

\[04:19\] And of rain, I should add.

**Break**: \[18:45\]

**Priya:** \[100:08\] Thank you for staying so long.

**Otis:** A pleasure.
"""
PAGE = """<!DOCTYPE html><html><head><title>Frost</title></head><body><h1>Frost</h1>
<p>January 27, 2026</p><p>Two gardeners wait for the thaw.</p><h2>Transcript</h2>
<p>00:00:05 Priya Nair: Is it over?</p><p>00:00:09 Otis Brandt: Not by a long way.</p>
<p>00:00:15 Priya Nair: Then tea.</p></body></html>
"""
TEXT = """Priya: Is the kettle on?

Otis: It has been on since noon.

Priya: Then it is empty.

Otis: That would explain the smell.
"""


def docx(*paragraphs: str) -> bytes:
    """Make a Word document of paragraphs given as what stands within `<w:p>`."""
    body = "".join(f"<w:p>{paragraph}</w:p>" for paragraph in paragraphs)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml",
            f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="urn:w"><w:body>{body}'
            "</w:body></w:document>",
        )
    return packed.getvalue()


def run(text: str, *, bold: bool = False) -> str:
    """Make a run of text, as it stands within a paragraph."""
    properties = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


WORD = docx(
    run("Allotment meeting"),
    run("Priya Nair (00:03):"),
    run("Who has the key?"),
    run("Otis Brandt (00:06):"),
    run("It hangs in the shed."),
    run("Priya Nair (00:11):"),
    run("Which is locked."),
)

SAMPLES = {
    "Apple Podcasts TTML": APPLE_TTML.encode(),
    "TTML": TTML.encode(),
    "Hyperaudio HTML": HYPERAUDIO.encode(),
    "Podcasting 2.0 HTML": PODCASTING20_HTML.encode(),
    "Otter text": OTTER.encode(),
    "Word document": WORD,
    "page as Markdown": MARKDOWN.encode(),
    "page as HTML": PAGE.encode(),
    "page as text": TEXT.encode(),
}
