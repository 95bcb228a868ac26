"""What holds for every page, whoever looks at it."""

from pathlib import Path

import axe_playwright_python
import html5lib

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
LOOK = """() => {
  const address = form => {
    const to = new URL(form.getAttribute("action") || "", location);
    if (form.method !== "get") return to.href;
    const asked = new URLSearchParams(new FormData(form));
    form.querySelectorAll("select").forEach(s => asked.set(s.name, s.options[s.length - 1].value));
    return `${to.origin}${to.pathname}?${asked}`;
  };
  const ids = [...document.querySelectorAll("[id]")].map(e => e.id);
  const said = ["aria-label", "placeholder", "title", "alt"].flatMap(
    n => [...document.querySelectorAll(`[${n}]`)].map(e => e.getAttribute(n)));
  return {
    title: document.title.trim(),
    headings: document.querySelectorAll("h1").length,
    papers: document.querySelectorAll(".invitation").length
      || document.querySelectorAll(".sheet").length,
    twice: ids.filter((id, at) => ids.indexOf(id) !== at),
    links: [...document.querySelectorAll("a[href]")].map(a => a.href)
      .concat([...document.forms].map(address)),
    forms: [...document.forms].filter(f => f.method === "post").map(f => ({
      action: f.getAttribute("action") || "",
      token: f.querySelectorAll("[name=csrf_token]").length,
      once: f.querySelectorAll("[name=once]").length})),
    kinds: [...new Set([...document.body.querySelectorAll("*")].map(
      e => [e.tagName, e.className, ...e.getAttributeNames()].join(" ")))],
    words: [document.title, document.body.innerText, ...said].join("\\n"),
  };
}"""
WIDE = """() => document.documentElement.scrollWidth > innerWidth
  ? [...document.querySelectorAll("body *")]
      .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
      .slice(0, 3).map(e => e.outerHTML.slice(0, 120))
  : null"""
# Past a few, rows of one list are the same to axe, and it takes its time over each.
SHORTEN = """() => document.querySelectorAll("tbody, ul, ol, main, fieldset, select").forEach(
  e => [...e.children].slice(12).forEach(c => c.remove()))"""
RUN_AXE = """() => axe.run({resultTypes: ["violations"]}).then(found => found.violations.flatMap(
  v => v.nodes.slice(0, 3).map(n => `${v.id}: ${n.html.slice(0, 160)} ${n.failureSummary}`)))"""
# Forms that may come back without harm: ending twice is ending.
WITHOUT_ONCE = ("/sign-in", "/sign-out", "/my/leave", "/account", "/pair")


def parse_faults(html):
    """Return what a strict HTML parser says of the server's own text."""
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(html)
    return [f"html: {code} at {place} {data}" for place, code, data in parser.errors[:3]]


def look_faults(look, path):
    """Return what is wrong with a page's frame: heading, title, ids, forms.

    A stack of papers to print has one heading a paper, any other page one.
    """
    found = [f"{look['headings']} h1"] if look["headings"] not in {1, look["papers"]} else []
    found += [] if look["title"] else ["no title"]
    found += [f"id twice: {twice}" for twice in set(look["twice"])]
    for form in look["forms"]:
        action = (form["action"] or path).split("?")[0]
        if form["token"] != 1:
            found.append(f"{form['token']} csrf_token in the form to {action}")
        if form["once"] != 1 and action not in WITHOUT_ONCE:
            found.append(f"{form['once']} once in the form to {action}")
    return found


def width_faults(page, size):
    """Tell whether a page must be scrolled sideways at one size of screen."""
    page.set_viewport_size(size)
    wide = page.evaluate(WIDE)
    return [] if wide is None else [f"wider than {size['width']}: {wide}"]


def axe_faults(page, size):
    """Return the violations axe finds at one size of screen; the page is shortened by this."""
    page.set_viewport_size(size)
    if not page.evaluate("() => typeof axe === 'object'"):
        page.evaluate(AXE)
    page.evaluate(SHORTEN)
    return [f"axe at {size['width']}: {fault}" for fault in page.evaluate(RUN_AXE)]
