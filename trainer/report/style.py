"""How the page looks: the system's fonts, light or dark as the reader has it, and on paper."""

STYLE = """
:root {
  color-scheme: light dark;
  --page: #ffffff; --ink: #1c1c1f; --quiet: #62626a; --line: #e3e3e7; --cell: #ececef;
  --accent: #2459b5; --old: #8a8a93; --good: #1b6e3c; --bad: #a3281f;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #18191b; --ink: #e7e7ea; --quiet: #a0a0a8; --line: #34353a; --cell: #2b2c30;
    --accent: #8ab4f8; --old: #85858f; --good: #7fd19b; --bad: #ff9b91;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--page); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif;
  overflow-wrap: anywhere;
}
main { max-width: 60rem; margin: 0 auto; padding: 3rem 1.5rem 4rem; }
h1, h2, h3, h4 { line-height: 1.25; text-wrap: balance; }
h1 { margin: .25rem 0 .75rem; font-size: 2rem; font-weight: 650; letter-spacing: -.015em; }
h2 { margin: 0 0 1rem; font-size: 1.25rem; font-weight: 600; }
h3 { margin: 0 0 .5rem; font-size: 1rem; font-weight: 600; }
h3 span { font-weight: 400; color: var(--quiet); }
h4 { margin: 0 0 .5rem; font-size: .875rem; font-weight: 400; color: var(--quiet); }
p { margin: 0 0 .75rem; }
section { margin-top: 3.5rem; }
article + article { margin-top: 2rem; }
small, .quiet, caption, dt { color: var(--quiet); font-size: .875rem; }
.lead { max-width: 44rem; font-size: 1.125rem; }
.better h1 { color: var(--good); }
.reasons { max-width: 44rem; margin: 0; padding-left: 1.25rem; }
.reasons li { margin-bottom: .25rem; }
.plain { margin: 0; padding: 0; list-style: none; }

.wide { overflow-x: auto; }
.wide + p { margin-top: 1rem; }
.figures { width: 100%; table-layout: fixed; border-collapse: collapse; }
.figures { font-variant-numeric: tabular-nums; }
.figures caption { padding-bottom: .75rem; text-align: start; }
.figures th, .figures td { padding: .375rem 0 .375rem 1.5rem; vertical-align: baseline; }
.figures th:first-child, .figures td:first-child { padding-left: 0; text-align: start; }
.figures th { font-weight: 400; text-align: start; }
.figures thead th { color: var(--quiet); font-size: .875rem; }
.figures tbody tr { border-top: 1px solid var(--line); }
.figures .group th { padding-top: 1.25rem; font-weight: 600; }
.figures tbody:first-of-type .group { border-top: 0; }
.figures thead td { width: 15rem; }
.figures .number { text-align: end; white-space: nowrap; }
.figures small { display: block; font-size: .75rem; }
.figures .after span, .decisive th, .decisive span { font-weight: 600; }
.figures .short span, .figures .short small { color: var(--bad); }
.figures .decisive tr { border-top: 2px solid var(--ink); }
.figures .plot { width: 14.5rem; padding-right: 0; text-align: start; vertical-align: middle; }
.plot svg { display: block; }
.plot b { font-weight: 400; }
.plot b.old { color: var(--old); } .plot b.new { color: var(--accent); }
.plot line { stroke-width: 2; stroke-linecap: round; }
.plot .track { stroke: var(--line); stroke-width: 1; }
.plot line.old { stroke: var(--old); } .plot circle.old { fill: var(--old); }
.plot line.new { stroke: var(--accent); } .plot circle.new { fill: var(--accent); }

.curves, .sides { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); }
.curves, .sides { gap: 1.5rem 2.5rem; }
figure { margin: 0; } .curves + p { margin-top: 1rem; }
figcaption { margin-bottom: .5rem; font-weight: 600; }
figure svg { display: block; width: 100%; height: auto; }
figure text { fill: var(--quiet); font-size: 12px; font-variant-numeric: tabular-nums; }
figure .left, figure .axis { text-anchor: end; } figure .below { text-anchor: middle; }
figure .grid { stroke: var(--line); stroke-width: 1; }
polyline { fill: none; stroke: var(--accent); stroke-linejoin: round; stroke-linecap: round; }
polyline.part { stroke-width: 1.25; stroke-opacity: .35; } polyline.mean { stroke-width: 2.5; }
circle.part { fill: var(--accent); fill-opacity: .35; } circle.mean { fill: var(--accent); }

ol { margin: 0; padding: 0; list-style: none; }
img, .gone { display: block; border-radius: 4px; background: var(--cell); }
.gone {
  padding: .375rem; color: var(--quiet); font-size: .6875rem; line-height: 1.3; overflow: hidden;
}
.photos { display: grid; grid-template-columns: repeat(6, 1fr); gap: .375rem; }
.photos li, .photos img, .photos .gone { width: 100%; aspect-ratio: 1; min-width: 0; }
.photos img { object-fit: cover; }
.photos .new > * { outline: 2px solid var(--accent); outline-offset: 1px; }
.examples > li {
  display: grid; grid-template-columns: 7.5rem 1fr; gap: 1rem; align-items: start;
  padding: .625rem 0; border-top: 1px solid var(--line);
}
.examples > li:first-child { border-top: 0; padding-top: .25rem; }
.examples img, .examples .gone { width: 7.5rem; height: 5rem; object-fit: cover; }
.examples p { margin: 0; overflow: clip; }
.examples .places { color: var(--quiet); font-size: .875rem; font-variant-numeric: tabular-nums; }

dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(12rem, 1fr)); gap: 1rem 2rem; }
dl { margin: 0; } dt { margin: 0; } dd { margin: 0; }

@media (max-width: 56rem) {
  .figures { table-layout: auto; }
  .figures thead td { width: auto; }
  .figures .plot { display: none; }
}
@media (max-width: 44rem) {
  main { padding: 1.5rem 1rem 2.5rem; }
  h1 { font-size: 1.5rem; }
  section { margin-top: 2.5rem; }
  .curves, .sides { grid-template-columns: minmax(0, 1fr); }
  .figures th, .figures td { padding-left: .75rem; }
  dl { grid-template-columns: 1fr 1fr; }
}
@media print {
  :root {
    --page: #fff; --ink: #000; --quiet: #555; --line: #ccc; --cell: #eee;
    --accent: #2459b5; --old: #777; --good: #1b6e3c; --bad: #a3281f;
  }
  html { font-size: 10pt; }
  body { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  main { max-width: none; padding: 0; }
  section { margin-top: 2rem; }
  h2, h3, h4 { break-after: avoid; }
  .wide { overflow: visible; }
  .wide, tr, figure, article, .examples > li { break-inside: avoid; }
}
"""
