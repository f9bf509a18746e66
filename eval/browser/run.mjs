// Clicks through every view of a reading room in Chromium: in both languages, with scripts and without, light and dark,
// checking accessibility with axe. With a folder as second argument it takes pictures there instead.
//   node run.mjs http://127.0.0.1:7878 [PICTURES]
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";

const [room, pictures] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
const faults = [];
const expect = (holds, what) => {
  if (!holds) faults.push(what);
};
const data = async (path) => (await fetch(room + path)).json();

// Something to look at in every view.
const occasion = (await data("/occasions.json?min_sources=2&limit=1")).lines[0];
const article = (await data(`/occasions/${occasion.occasion}.json`)).reports[0].article;
const actor = occasion.participants[0].actor;
// The fullest day: one with something in every section, if there is one.
const days = new Set((await data("/occasions.json?limit=500&to=" + occasion.day)).lines.map((line) => line.day));
let fullest = { day: occasion.day, score: 0 };
for (const day of days) {
  const { held, ahead, changed } = await data(`/today.json?date=${day}`);
  const sections = [held, ahead, changed].map((lines) => lines.length);
  const score = 100 * sections.filter((count) => count > 0).length + sections.reduce((a, b) => a + b);
  if (score > fullest.score) fullest = { day, score };
}
const views = {
  today: `/?date=${fullest.day}`,
  timeline: "/timeline",
  occasion: `/occasions/${occasion.occasion}`,
  article: `/articles/${article}`,
  quotations: "/statements",
  actors: "/actors",
  actor: `/actors/${encodeURIComponent(actor)}`,
  network: "/network?by=people",
  map: "/map",
  calendar: `/calendar?month=${occasion.day.slice(0, 7)}`,
  trips: "/trips",
  review: "/review",
  search: `/search?q=${encodeURIComponent("회담")}`,
  try: "/try",
};

/** Opens a view and gives what went wrong on the way. */
const open = async (context, path) => {
  const page = await context.newPage();
  page.on("pageerror", (error) => faults.push(`${path}: ${error}`));
  page.on("console", (said) => said.type() === "error" && faults.push(`${path}: ${said.text()}`));
  const answer = await page.goto(room + path);
  expect(answer.status() === 200, `${path}: ${answer.status()}`);
  return page;
};

for (const [name, path] of Object.entries(views)) {
  if (pictures) {
    const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, locale: "ko-KR" });
    await (await open(context, path)).screenshot({ path: `${pictures}/${name}.png` });
    await context.close();
    continue;
  }
  for (const locale of ["ko-KR", "en-GB"]) {
    for (const [javaScriptEnabled, colorScheme, width] of [[true, "light", 1200], [true, "dark", 1200], [false, "light", 380]]) {
      const context = await browser.newContext({ locale, javaScriptEnabled, colorScheme, viewport: { width, height: 900 } });
      const page = await open(context, path);
      const where = `${name} ${locale} ${colorScheme}${javaScriptEnabled ? "" : " without scripts"}`;
      expect((await page.locator("h1").count()) === 1, `${where}: one heading`);
      expect((await page.locator("main").innerText()).length > 40, `${where}: something to read`);
      if (javaScriptEnabled) {
        // The page's own policy lets no foreign script in: axe goes through the debugger.
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => globalThis.axe.run());
        for (const violation of violations) {
          faults.push(`${where}: ${violation.id}: ${violation.nodes[0].html.slice(0, 200)}`);
        }
      } else {
        const wide = await page.evaluate(() => document.documentElement.scrollWidth).catch(() => width);
        expect(wide <= width + 2, `${where}: ${wide} wide on a phone`);
      }
      await context.close();
    }
  }
}

if (!pictures) {
  const context = await browser.newContext({ locale: "ko-KR" });
  // A field lights up its characters, and the reverse.
  let page = await open(context, views.article);
  await page.locator(".card[data-for=e1]").hover();
  expect((await page.locator(".text .lit").count()) > 0, "a field lights up its characters");
  await page.locator("h1").hover();
  expect((await page.locator(".text .lit").count()) === 0, "and goes out again");
  await page.locator(".text [data-m~=e1]").first().hover();
  expect((await page.locator(".card.lit").count()) > 0, "characters light up their field");
  await page.keyboard.press("n");
  expect((await page.locator(".card:focus").count()) === 1, "n goes to a field");
  await page.close();
  // Results come as one types.
  page = await open(context, "/search");
  await page.locator("input[name=q]").fill("회담");
  await page.locator("#results mark").first().waitFor({ timeout: 5000 });
  expect(page.url().includes("q="), "the address holds what was typed");
  await page.close();
  // Names of states are offered while one types, in any script.
  page = await open(context, "/timeline");
  await page.locator("input[name=country]").pressSequentially("kor");
  await page.locator("#country-offers option").first().waitFor({ state: "attached", timeout: 5000 });
  expect((await page.locator("#country-offers option").first().getAttribute("value")) === "한국", "kor becomes 한국");
  await page.close();
  // From the front page to an occasion, and back by a day.
  page = await open(context, views.today);
  await page.locator("a[rel=prev]").click();
  expect(/date=\d{4}-\d\d-\d\d/.test(page.url()), "the day before has its address");
  await page.goBack();
  await page.locator(".brief .sentence a").first().click();
  expect(/\/occasions\//.test(page.url()), "a sentence leads to its occasion");
  expect((await page.locator(".life li").count()) > 0, "which shows how it came about");
  await page.close();
  // From the timeline through an occasion to the sentence in the article.
  page = await open(context, "/timeline");
  await page.locator("select[name=kind]").selectOption("talks");
  await page.locator(".filters button").click();
  expect(page.url().includes("kind=talks"), "filters stand in the address");
  await page.locator(".occasion .kind").first().click();
  await page.locator(".reports a").first().click();
  expect(/\/articles\/[0-9a-f]+#e\d+$/.test(page.url()), `a report leads to its sentence: ${page.url()}`);
  await page.close();
  // The slider narrows the network to a year.
  page = await open(context, "/network");
  const lines = () => page.locator("svg.network line").count();
  const all = await page.locator("table.ties").innerText();
  await page.locator("input[data-months]").focus();
  await page.keyboard.press("ArrowLeft");
  await page.waitForURL(/window=12/, { timeout: 5000 });
  expect((await page.locator("output").innerText()).match(/^\d{4}-\d\d$/) !== null, "the slider says its month");
  expect((await lines()) > 0 && (await page.locator("table.ties").innerText()) !== all, "and shows that year only");
  await page.close();
  // What a copy changed.
  const copied = await data("/api/v1/articles?limit=200");
  for (const line of copied.lines) {
    const [copy] = (await data(`/articles/${line.article}.json`)).copies;
    if (!copy) continue;
    page = await open(context, `/articles/${line.article}?against=${copy.article}`);
    expect((await page.locator(".differences, .nothing").count()) > 0, "differences of copies are shown");
    await page.close();
    break;
  }
  // Pasting stores nothing.
  page = await open(context, "/try");
  const before = await (await fetch(room + "/metrics")).text();
  await page.locator("textarea").fill("회담\n강민서 외교부 장관은 20일 프라하에서 얀 노바크 체코 외교장관과 회담했다.");
  await page.locator("input[name=published]").fill("2026-11-20");
  await page.locator("form.paste button").click();
  expect((await page.locator(".text .m-trigger").count()) === 1, "what is pasted is read");
  const rows = (text) => text.split("\n").filter((line) => line.startsWith("sagwan_rows")).join();
  expect(rows(before) === rows(await (await fetch(room + "/metrics")).text()), "and not stored");
}
await browser.close();
for (const fault of [...new Set(faults)]) console.error(fault);
console.log(`${Object.keys(views).length} views, ${faults.length} faults`);
process.exit(faults.length ? 1 : 0);
