// Walks the pages in a real browser. BASE: the broker's address; RECORDS: the demo's record system; DOORS: what closes the doors
// before sources, if there are any; CHROMIUM: the browser; PICTURES: folder for pictures, if wanted.
// Nothing here waits for a time; every step waits for what a person would see.
import { AxeBuilder } from "@axe-core/playwright";
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";

const { BASE, CHROMIUM, DOORS, PICTURES, RECORDS } = process.env;
const WIDTHS = [1280, 390];
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
let browser;

before(async () => {
  browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
  if (PICTURES) mkdirSync(PICTURES, { recursive: true });
});
after(() => browser?.close());

/** A browser of its own, signed in; errors of scripts fail the test. */
async function as(user, width, work) {
  const context = await browser.newContext({ viewport: { width, height: 1000 }, baseURL: BASE, locale: "da-DK" });
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  const errors = [];
  page.on("pageerror", (e) => errors.push(String(e)));
  page.on("console", (m) => {
    // The browser's own editing styles what is typed over a selection; the policy stops that, and the editor does not need it.
    if (m.type() === "error" && !m.text().includes("inline style")) errors.push(`${page.url()}: ${m.text()}`);
  });
  await page.goto("/login?til=/was");
  await page.fill("#bruger", user);
  await page.fill("#kode", "samsyn");
  await page.click("main button[type=submit]");
  await page.getByRole("button", { name: "Log ud" }).waitFor();
  await work(page);
  assert.deepEqual(errors, []);
  await context.close();
}

/** Nothing for axe to find, nothing wider than the window; and a picture if wanted. A list is looked at when its values are there. */
async function fit(page, name, width, { whole = true } = {}) {
  if (whole) await page.getByText("Værdier og medicin hentes").waitFor({ state: "detached" });
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  assert.deepEqual(
    violations.map((v) => `${name} ${width}: ${v.id} ${v.nodes[0].html.slice(0, 160)}`),
    [],
  );
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0, `${name} is wider than ${width}`);
  // A menu wider than the window is scrolled to the page that one is on.
  const hidden = await page.locator(".site-nav [aria-current]").evaluateAll((all) => all.filter((e) => e.getBoundingClientRect().right > innerWidth + 1 || e.getBoundingClientRect().left < -1).length);
  assert.equal(hidden, 0, `${name} at ${width}: the menu hides where one is`);
  if (PICTURES) await page.screenshot({ path: `${PICTURES}/${name}-${width}.png` });
}

// User, address, a heading that is there when the page is.
const PAGES = [
  ["laege-099001", "/praksis/population/dm", "Min population"],
  ["laege-099001", "/praksis/population/kol", "Min population"],
  ["sekretaer-099001", "/praksis/population/ht", "Min population"],
  ["laege-099001", "/praksis/soeg", "Søg i praksis' patienter"],
  ["laege-099001", "/praksis/indkaldelse", "Indkaldelse"],
  ["laege-099001", "/praksis/paamindelser", "Påmindelser"],
  ["sekretaer-099001", "/praksis/rettelser", "Rettelser af diagnoser"],
  ["laege-099001", "/praksis/rapport/dm", "Egne tal"],
  ["laege-099001", "/hjaelp", "Hjælp"],
  ["kvalitet-6620", "/hospital/afdeling/dm", "Afdelingens tal"],
  ["planlaegger-6620", "/hospital/optaelling", "Optælling"],
  ["sygeplejerske-730", "/kommune/pleje", "Mine borgere"],
  ["sundhedsplejerske-730", "/kommune/boern?vis=boern", "Børn"],
  ["hospitalslaege-6620", "/hospital", "Mine patienter"],
  ["analytiker", "/sql", "Spørg med SQL"],
  ["analytiker", "/benchmark/alle", "Alle indikatorer"],
  ["analytiker", "/benchmark/alle/ambulante-besoeg?forloeb=spc", "Ambulante besøg pr. 1.000 borgere"],
  ["analytiker", "/benchmark/alle/ambulante-besoeg?forloeb=deciler&enhed=730", "Ambulante besøg pr. 1.000 borgere"],
  ["analytiker", "/benchmark/alle/ambulante-besoeg", "Ambulante besøg pr. 1.000 borgere"],
  ["planlaegger-730", "/benchmark/alle/dm-aarskontrol", "Andel borgere med diabetes og kontrol det sidste år"],
  ["analytiker", "/benchmark/rapporter", "Rapporter"],
  ["analytiker", "/benchmark/rapporter/diabetes", "Diabetes: hvor mange, hvor, hvor gamle og hvordan"],
  ["planlaegger-730", "/benchmark/rapporter/ydelser", "Ydelser: hvad der betales for, og hvor mange det når"],
  ["steward-1", "/politik", "Politikker"],
  ["steward-1", "/politik/fil", "Foreslå en ændring"],
  ["steward-1", "/politik/spoerg", "Se som og forklar"],
  ["steward-1", "/politik/log?hvem=steward-1", "Søg i loggen"],
  ["steward-1", "/politik/drift", "Kilder og værdispring"],
  ["laege-099001", "/was", "Tilgængelighedserklæring"],
];
for (const [user, path, heading] of PAGES) {
  test(`${path} as ${user} is readable for everybody at ${WIDTHS.join(" and ")} px`, async () => {
    for (const width of WIDTHS) {
      await as(user, width, async (page) => {
        await page.goto(path);
        await page.getByRole("heading", { level: 1, name: heading }).waitFor();
        await page.locator(".progress").waitFor({ state: "detached", timeout: 600_000 });
        await fit(page, path.slice(1).replaceAll(/[^a-z0-9]+/g, "-"), width);
      });
    }
  });
}

test("a list is there before its values, and whoever has begun to read it stays where one is", async () => {
  for (const width of WIDTHS) {
    await as("laege-099001", width, async (page) => {
      let go;
      const held = new Promise((resolve) => (go = resolve));
      await page.route("**/praksis/population/dm?*", async (route) => {
        if (route.request().headers()["hx-request"]) await held;
        await route.continue();
      });
      await page.goto("/praksis/population/dm");
      const first = page.locator("table.list tbody th a").first();
      await first.waitFor();
      await page.getByText("Værdier og medicin hentes").waitFor();
      assert.equal(await page.locator("table.list .value, table.list .none, table.list .unknown").count(), 0);
      await fit(page, "praksis-population-dm-foerst", width, { whole: false });
      const controls = await page.locator("table.list .state").allTextContents();
      await first.focus();
      go();
      await page.locator("table.list .value").first().waitFor();
      assert.deepEqual(await page.locator("table.list .state").allTextContents(), controls);
      assert.ok(await first.evaluate((a) => a === document.activeElement));
      await fit(page, "praksis-population-dm-vaerdier", width);
    });
  }
});

test("a doctor opens a patient from the list, and the citizen sees that and the own record", async () => {
  let cpr;
  await as("laege-099001", 1280, async (page) => {
    await page.goto("/praksis/population/dm?vis=all&orden=age");
    await page.locator("table.list tbody a").first().click();
    await page.getByRole("heading", { level: 2, name: "Tidslinje" }).waitFor();
    cpr = (await page.locator(".facts dd").first().textContent()).replace("-", "").trim();
    await fit(page, "praksis-borger", 1280);
  });
  for (const width of WIDTHS) {
    await as(`borger-${cpr}`, width, async (page) => {
      await page.goto("/");
      await page.getByRole("heading", { level: 1, name: "Min journal" }).waitFor();
      await fit(page, "borger", width);
      await page.getByRole("link", { name: "Hvem har set mine data" }).click();
      await page.getByRole("rowheader", { name: /laege-099001/ }).first().waitFor();
      await fit(page, "borger-opslag", width);
      await page.getByRole("link", { name: "Min udvikling" }).click();
      await page.getByText("referenceområde:").first().waitFor();
      await page.locator(".chart svg").first().waitFor();
      await page.getByText("Vis tallene").first().click();
      await fit(page, "borger-udvikling", width);
      await page.getByRole("link", { name: "Spærringer og samtykker" }).click();
      await page.getByRole("heading", { level: 1, name: "Spærringer og samtykker" }).waitFor();
      await fit(page, "borger-samtykker", width);
    });
  }
});

test("the p-pill search is built by clicks alone and finds somebody", async () => {
  await as("laege-099001", 1280, async (page) => {
    await page.goto("/praksis/soeg");
    const wanted = ["Køn", "Alder", "Rygning", "Blodtryk", "Kolesterol", "Medicin"];
    for (const [i, name] of wanted.entries()) {
      await page.getByRole("button", { name: `+ ${name}`, exact: true }).click();
      await page.locator("fieldset.group").nth(i).waitFor();
    }
    await page.locator("fieldset.group").nth(1).getByLabel("fra").fill("36");
    await page.locator("#soegeform").getByRole("button", { name: "Søg", exact: true }).click();
    await page.getByRole("heading", { level: 2, name: /opfylder kriterierne/ }).waitFor();
    await page.locator(".funnel li").nth(wanted.length).waitFor();
    assert.match(await page.locator(".sources summary").textContent(), /(\d+) af \1 kilder svarede/);
    await fit(page, "praksis-soeg-svar", 1280);
  });
});

test("whoever was controlled gets a new appointment, and leaves the list of those without", async () => {
  for (const width of WIDTHS) {
    await as("sekretaer-099001", width, async (page) => {
      const unbooked = "/praksis/population/dm?vis=unbooked&orden=name";
      await page.goto(unbooked);
      const first = page.locator("table.list tbody a").first();
      const name = await first.textContent();
      await fit(page, "praksis-uden-tid", width);
      await first.click();
      const patient = new URL(page.url()).pathname;
      const book = async (day) => {
        await page.getByLabel("Næste kontrol er aftalt til").fill(day);
        const saved = page.waitForEvent("framenavigated");
        await page.getByRole("button", { name: "Gem tiden" }).click();
        await saved;
      };
      await book("2027-06-01");
      assert.equal(await page.getByLabel("Næste kontrol er aftalt til").inputValue(), "2027-06-01");
      await page.getByText("Tid 01.06.2027.").waitFor();
      await fit(page, "praksis-borger-tid", width);
      await page.goto(unbooked);
      await page.locator("table.list tbody a").first().waitFor();
      assert.equal(await page.locator(`table.list tbody a[href="${patient}"]`).count(), 0, `${name} has an appointment`);
      await page.goto(unbooked.replace("unbooked", "all"));
      await page.locator("tr", { has: page.locator(`a[href="${patient}"]`) }).getByText("ny tid 01.06.2027").waitFor();
      await fit(page, "praksis-med-tid", width);
      await page.goto(patient);
      await book("");
    });
  }
});

test("whoever stays on a page is told of new values beyond a limit, and nothing moves; on the next page it stands on top, until looked at", async () => {
  await as("laege-099002", WIDTHS[0], async (page) => {
    const told = page.getByRole("link", { name: /over eller under en grænse, siden du sidst så/ });
    const stay = async () => {
      await page.goto("/praksis/soeg");
      await page.locator("[hx-get='/praksis/nyt?spoerg=1']").waitFor({ state: "attached" });
      const asked = page.waitForResponse((response) => response.url().endsWith("/praksis/nyt?spoerg=1"));
      await page.clock.fastForward(21_000);
      await asked;
      await page.locator("[hx-get='/praksis/nyt?spoerg=1']").waitFor({ state: "detached" });
    };
    const fits = async (name) => {
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 1000 });
        await fit(page, name, width);
      }
      await page.setViewportSize({ width: WIDTHS[0], height: 1000 });
    };
    await page.clock.install();
    await page.goto("/praksis/soeg");
    const before = await page.getByRole("heading", { level: 1 }).boundingBox();
    await stay();
    await told.waitFor();
    assert.deepEqual(await page.getByRole("heading", { level: 1 }).boundingBox(), before);
    await fits("praksis-nyt-sent");
    await page.getByRole("button", { name: "Luk" }).click();
    await told.waitFor({ state: "detached" });
    await page.goto("/praksis/rettelser");
    await told.waitFor();
    await fits("praksis-nyt");
    await told.click();
    await page.getByRole("heading", { level: 1, name: "Påmindelser" }).waitFor();
    await stay();
    assert.equal(await told.count(), 0);
  });
});

test("a search that is pressed again gives up the funnel of the one before at once, and the list alike", async () => {
  await as("laege-099001", 1280, async (page) => {
    const form = page.locator("#soegeform");
    const search = form.getByRole("button", { name: "Søg", exact: true });
    const isFunnel = (url) => url.pathname === "/praksis/soeg/tragt";
    const left = new Promise((resolve) => page.on("requestfailed", (request) => isFunnel(new URL(request.url())) && resolve()));
    await page.route(isFunnel, () => {}, { times: 1 }); // as if it took long
    await page.goto("/praksis/soeg?klar=p-piller");
    await search.click();
    await page.getByText("Tæller …").waitFor();
    // The next search is answered only when the old funnel has been given up: a browser alone would keep it until then.
    await page.route((url) => url.pathname === "/praksis/soeg", async (route) => {
      await left;
      await route.continue();
    }, { times: 1 });
    await search.click();
    await page.locator(".funnel li").nth(1).waitFor();
    const found = (await page.locator("#h-svar").textContent()).match(/[\d.]+/)?.[0] ?? "0";
    assert.equal(await page.locator(".funnel-count").last().textContent(), found);
  });
});

test("ready searches are filled in, and a vaccination can be asked for", async () => {
  for (const width of WIDTHS) {
    await as("laege-099001", width, async (page) => {
      await page.goto("/praksis/soeg");
      await page.getByRole("link", { name: "Kronisk syge uden influenzavaccination i år" }).click();
      assert.equal(await page.locator("fieldset.group").nth(1).getByLabel("Vaccine").inputValue(), "J07BB");
      assert.equal(await page.locator(".results").count(), 0);
      await page.locator("#soegeform").getByRole("button", { name: "Søg", exact: true }).click();
      await page.getByRole("heading", { level: 2, name: /opfylder kriterierne/ }).waitFor();
      await page.locator(".funnel li").nth(2).waitFor();
      await fit(page, "praksis-soeg-klar", width);
    });
  }
});

test("a list is handed to a colleague, who opens it and is done with it, and both see when", async () => {
  const name = `Kontakt ${Date.now()}`;
  const handed = (page) => page.locator("section[aria-labelledby=h-overdraget] li", { hasText: name });
  await as("laege-099001", 1280, async (page) => {
    await page.goto("/praksis/soeg");
    await page.getByRole("button", { name: "+ Kontakt", exact: true }).click();
    await page.getByLabel("Form").selectOption("indlaeggelse");
    await page.locator("#soegeform").getByRole("button", { name: "Søg", exact: true }).click();
    await page.getByLabel("Gem søgningen som").fill(name);
    await page.getByRole("button", { name: "Gem", exact: true }).last().click();
    await page.getByRole("link", { name: `Giv videre: ${name}` }).click();
    await page.getByLabel("Til", { exact: true }).selectOption("sekretaer-099001");
    await page.getByLabel(/^Besked/).fill("Ring og hør, om de har fået en tid");
    await fit(page, "praksis-overdrag", 1280);
    await page.getByRole("button", { name: "Giv videre" }).click();
    await handed(page).getByText("ikke udført endnu").waitFor();
  });
  for (const width of WIDTHS) {
    await as("sekretaer-099001", width, async (page) => {
      await page.goto("/");
      await handed(page).getByText(/fra laege-099001 til dig/).waitFor();
      await fit(page, "praksis-overdraget", width);
      if (width === WIDTHS[0]) return;
      await handed(page).getByRole("link", { name }).click();
      await page.getByRole("heading", { level: 2, name: /opfylder kriterierne/ }).waitFor();
      await page.goto("/");
      await handed(page).getByRole("button", { name: "Markér som udført" }).click();
      await handed(page).getByText(/^Udført/).waitFor();
    });
  }
  await as("laege-099001", 390, async (page) => {
    await page.goto("/");
    await handed(page).getByText(/^Udført/).waitFor();
    await page.goto("/praksis/soeg");
    await page.getByRole("button", { name: `Slet ${name}` }).click();
    await page.getByText(name).waitFor({ state: "detached" });
  });
});

test("a saved search becomes a standing list, and the front page says who is gone after a citizen's block", async () => {
  const name = `Diabetes ${Date.now()}`;
  let gone;
  await as("laege-099001", 1280, async (page) => {
    await page.goto("/praksis/soeg");
    await page.getByRole("button", { name: "+ Diagnose", exact: true }).click();
    await page.locator("#soegeform").getByRole("button", { name: "Søg", exact: true }).click();
    gone = (await page.locator("table.list tbody td").first().textContent()).trim();
    await page.getByLabel("Gem søgningen som").fill(name);
    await page.getByRole("button", { name: "Gem", exact: true }).last().click();
    await page.getByLabel(`Fast liste: ${name}`, { exact: true }).selectOption("month");
    await page.getByRole("button", { name: `Gem fast liste: ${name}` }).click();
    await page.getByRole("link", { name: "Fast liste, hver måned" }).waitFor();
    await page.goto("/");
    await page.locator(".standing li", { hasText: name }).getByText(/dannet første gang/).waitFor();
  });
  await as(`borger-${gone.replace("-", "")}`, 390, async (page) => {
    await page.goto("/borger/samtykker");
    await page.selectOption("#modtager", "sektor:almen_praksis");
    await page.selectOption("#kategori", "diagnose");
    await page.getByRole("button", { name: "Gem" }).click();
    await page.getByText("Det er gemt og gælder fra nu af.").waitFor();
  });
  for (const width of WIDTHS) {
    await as("laege-099001", width, async (page) => {
      await page.goto("/");
      await page.getByRole("link", { name }).click();
      await page.getByRole("heading", { level: 1, name }).waitFor();
      if (width === WIDTHS[0]) await page.getByRole("button", { name: "Dan listen nu" }).click();
      await page.getByRole("cell", { name: gone }).waitFor();
      await fit(page, "praksis-liste", width);
      await page.goto("/");
      await page.locator(".standing li", { hasText: name }).getByText("1 væk").waitFor();
      await fit(page, "praksis-forside", width);
      if (width === WIDTHS[0]) return;
      await page.goto("/praksis/soeg");
      await fit(page, "praksis-soeg-gemte", width);
      await page.getByRole("button", { name: `Slet ${name}` }).click();
      await page.getByText(name).waitFor({ state: "detached" });
    });
  }
  await as(`borger-${gone.replace("-", "")}`, 390, async (page) => {
    await page.goto("/borger/samtykker");
    await page.getByRole("button", { name: /^Ophæv/ }).first().click();
    await page.getByText("Det er ophævet fra nu af.").waitFor();
  });
});

test("a citizen on a tablet writes only what is missing, and the practice sees it when it may", async () => {
  let cpr, patient;
  await as("laege-099001", 1280, async (page) => {
    await page.goto("/praksis/population/ht?vis=all&orden=age");
    cpr = (await page.locator("table.list tbody .sub").first().textContent()).slice(0, 11);
    await page.locator("table.list tbody a").first().click();
    patient = new URL(page.url()).pathname;
  });
  for (const width of WIDTHS) {
    await as(`borger-${cpr.replace("-", "")}`, width, async (page) => {
      await page.goto("/borger/registrering?alle=1");
      await page.getByLabel(/^Taljemål/).fill("98,5");
      await page.getByLabel(/må se det, jeg skriver/).check();
      await fit(page, "borger-registrering", width);
      await page.getByRole("button", { name: "Gem" }).click();
      await page.getByText("Tak, det er gemt.").waitFor();
      assert.equal(await page.getByLabel(/^Taljemål/).count(), 0);
    });
  }
  await as("laege-099001", 390, async (page) => {
    await page.goto(patient);
    await page.getByRole("heading", { name: "Skrevet af patienten selv" }).waitFor();
    await page.getByText("98,5 cm").first().waitFor();
  });
});

test("a nurse opens a newly discharged citizen and sees what was measured at home", async () => {
  for (const width of WIDTHS) {
    await as("sygeplejerske-730", width, async (page) => {
      await page.goto("/");
      await page.getByRole("heading", { level: 1, name: "Mine borgere" }).waitFor();
      await page.locator("table.list .value").first().waitFor();
      await page.locator("table.list tbody a").first().click();
      await page.getByRole("heading", { level: 2, name: "Tidslinje" }).waitFor();
      assert.equal(await page.getByRole("heading", { level: 2, name: "Kontroller" }).count(), 0);
      await fit(page, "kommune-pleje-borger", width);
    });
  }
});

test("a hospital doctor opens an own patient, and somebody else's with a reason that the citizen can read", async () => {
  let cpr;
  await as("laege-099001", 1280, async (page) => {
    await page.goto("/praksis/population/dm?vis=all&orden=age");
    cpr = (await page.locator("table.list tbody .sub").first().textContent()).slice(0, 11);
  });
  await as("hospitalslaege-6620", 390, async (page) => {
    await page.goto("/hospital");
    await page.locator("table.list tbody a").first().click();
    await page.getByRole("heading", { level: 2, name: "Tidslinje" }).waitFor();
    await page.goto("/hospital");
    await page.getByLabel("Find én patient ved personnummer").fill(cpr);
    await page.getByRole("button", { name: "Find" }).click();
    await page.getByRole("heading", { level: 1, name: "Værdispring" }).waitFor();
    await fit(page, "hospital-vaerdispring", 390);
    await page.getByLabel("Begrundelse, som borgeren kan læse").fill("Bevidstløs i akutmodtagelsen, journal nødvendig");
    await page.getByLabel(/aktuel behandling/).check();
    await page.getByRole("button", { name: "Åbn journalen" }).click();
    await page.getByText(/Værdispring: oplysningerne ses alene/).first().waitFor();
    await fit(page, "hospital-borger", 390);
  });
  await as(`borger-${cpr.replace("-", "")}`, 390, async (page) => {
    await page.goto("/borger/opslag");
    await page.getByText("Bevidstløs i akutmodtagelsen, journal nødvendig").first().waitFor();
  });
});

test("a secretary corrects a diagnosis, a doctor confirms it, fetches the request, and undoes it", async () => {
  let patient;
  await as("sekretaer-099001", 1280, async (page) => {
    await page.goto("/praksis/population/kol?vis=all&orden=age");
    await page.locator("table.list tbody a").first().click();
    await page.getByRole("heading", { level: 2, name: "Diagnoser" }).waitFor();
    patient = page.url();
    await page.getByRole("link", { name: /^Ret diagnosen/ }).first().click();
    await page.getByRole("heading", { level: 1, name: "Ret diagnose" }).waitFor();
    await page.getByLabel("Det er snarere en anden sygdom").check();
    await page.getByLabel("Sygdom", { exact: true }).selectOption("HF");
    await fit(page, "praksis-ret", 1280);
    await page.getByLabel("Begrundelse til kildens ejer").fill("Ekkokardiografi viser nedsat pumpefunktion");
    await page.getByRole("button", { name: "Gem rettelsen" }).click();
    await page.getByText(/Er snarere: Hjertesvigt/).first().waitFor();
    await fit(page, "praksis-borger-rettet", 1280);
  });
  await as("laege-099001", 390, async (page) => {
    await page.goto("/praksis/rettelser?tilstand=proposed");
    await fit(page, "praksis-rettelser", 390);
    await page.getByRole("button", { name: /^Bekræft/ }).first().click();
    await page.goto("/praksis/rettelser?tilstand=ready");
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: /CSV/ }).first().click();
    assert.match((await download).suggestedFilename(), /^rettelser-.*\.csv$/);
    await page.goto(new URL(patient).pathname);
    await fit(page, "praksis-borger-rettet", 390);
    await page.getByText("Praksis' rettelser og deres historik").click();
    await page.getByRole("button", { name: /^Fortryd/ }).first().click();
    await page.getByText("Praksis' rettelser og deres historik").click();
    await page.getByText("Fortrudt", { exact: true }).waitFor();
    assert.equal(await page.locator("tr.corrected").count(), 0);
  });
});

test("a recall list is made by a plan, shown by month, and a patient moved", async () => {
  await as("sekretaer-099001", 1280, async (page) => {
    await page.goto("/praksis/indkaldelse");
    if (!(await page.getByRole("button", { name: "Dan listen" }).isVisible())) await page.getByText("Sådan dannes listen").click();
    await page.getByLabel("Interval: Diabetes").selectOption("6");
    await page.getByLabel("Forfalder til og med").selectOption("3");
    await page.getByLabel("Dannes igen").selectOption("month");
    await fit(page, "praksis-indkaldelse-plan", 1280);
    await page.getByRole("button", { name: "Dan listen" }).click();
    await page.getByText(/dannes igen, når nogen i praksis kommer forbi/).waitFor();
    const months = page.getByRole("navigation", { name: "Forfalder" });
    await months.getByRole("link").last().click();
    const month = (await months.locator("[aria-current]").textContent()).replace(/ \d+$/, "").trim();
    assert.deepEqual([...new Set(await page.locator("td[data-label=Forfalder]").allTextContents())], [month]);
    await fit(page, "praksis-indkaldelse-maaned", 1280);
    await months.getByRole("link", { name: "alle" }).click();
    const row = page.locator("table.list tbody tr").first();
    const name = await row.locator("th a").textContent();
    await row.getByRole("checkbox").check();
    await page.getByRole("button", { name: "Flyt", exact: true }).click();
    await page.goto("/praksis/indkaldelse?tilstand=invited");
    await page.getByRole("link", { name }).first().waitFor();
    await fit(page, "praksis-indkaldelse-flyttet", 1280);
    await page.goto("/");
    await page.locator(".standing li", { hasText: "Indkaldelse" }).getByText(/skal indkaldes/).waitFor();
  });
  await as("laege-099001", 390, async (page) => {
    await page.goto("/praksis/indkaldelse");
    await page.getByText("Sådan dannes listen").click();
    await fit(page, "praksis-indkaldelse-plan", 390);
  });
});

test("a practice sets a limit of its own for its reminders and goes back to the guideline's", async () => {
  await as("laege-099001", 390, async (page) => {
    const set = async (limit, words) => {
      await page.goto("/praksis/paamindelser");
      await page.getByText("Praksis' grænser").click();
      await page.getByLabel(/^HbA1c/).fill(limit);
      if (limit) await fit(page, "praksis-graenser", 390);
      await page.getByRole("button", { name: "Gem grænserne" }).click();
      await page.locator("#regel option", { hasText: words }).waitFor({ state: "attached" });
      return Number((await page.locator("p.count").textContent()).match(/\d+/)[0]);
    };
    const guideline = await set("", "HbA1c 75 mmol/mol eller højere");
    assert.ok((await set("50", "HbA1c 50 mmol/mol eller højere")) > guideline);
    assert.equal(await set("", "HbA1c 75 mmol/mol eller højere"), guideline);
  });
});

test("an analyst completes a name, runs, sees the plan and fetches a file", async () => {
  await as("analytiker", 1280, async (page) => {
    await page.goto("/sql");
    await page.locator(".cm-content").click();
    await page.keyboard.press("Control+a");
    await page.keyboard.type("SELECT k.kommunekode, COUNT(DISTINCT pid) AS antal FROM borger k GROUP BY k.kommu");
    await page.getByRole("option", { name: "kommunekode" }).first().click();
    await page.keyboard.press("Control+Enter");
    await page.getByRole("heading", { level: 2, name: /rækker/ }).waitFor();
    await page.getByRole("cell", { name: "730", exact: true }).waitFor();
    await fit(page, "sql-svar", 1280);
    await page.getByRole("button", { name: "Vis plan" }).click();
    await page.getByText(/region-kun-aggregeret v\d/).first().waitFor();
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Hent svaret som Excel" }).click();
    assert.equal((await download).suggestedFilename(), "svar.xlsx");
  });
});

test("an analyst sees what needs attention, opens an indicator, and takes its figure and its table along", async () => {
  await as("analytiker", 1280, async (page) => {
    await page.goto("/benchmark");
    await page.getByText("indikatorer kræver opmærksomhed").waitFor();
    await page.locator(".progress").waitFor({ state: "detached", timeout: 600_000 });
    await fit(page, "benchmark", 1280);
    await page.getByRole("link", { name: "Andel borgere med diabetes og kontrol det sidste år" }).click();
    await page.getByRole("heading", { level: 2, name: "Sådan er det beregnet" }).waitFor();
    await page.goto("/benchmark/alle/ambulante-besoeg?pr=kommune");
    await page.getByRole("heading", { level: 2, name: "Tragtdiagram" }).waitFor();
    for (const [role, name, file] of [
      ["button", /Gem figuren.*/, "caterpillar.svg"],
      ["link", "Hent som CSV", "ambulante-besoeg.csv"],
      ["link", "Hent som Excel", "ambulante-besoeg.xlsx"],
    ]) {
      const download = page.waitForEvent("download");
      await page.getByRole(role, { name }).first().click();
      assert.equal((await download).suggestedFilename(), file);
    }
    await page.getByRole("link", { name: "Rapporter" }).click();
    await page.getByRole("link", { name: /^Småbørn/ }).click();
    await page.getByRole("region", { name: "Akut eller planlagt" }).waitFor();
    const table = page.waitForEvent("download");
    await page.getByRole("link", { name: "Hent som CSV: Akut eller planlagt" }).click();
    assert.match((await table).suggestedFilename(), /^smaaboern-3-.*\.csv$/);
  });
});

test("a planner asks doctors to contact a group; a doctor puts own patients on the recall list; the planner learns nothing of it", async () => {
  const why = `Kommunen åbner et hold i foråret og vil gerne nå dem <${Date.now()}>`;
  let sent;
  for (const width of WIDTHS) {
    await as("planlaegger-730", width, async (page) => {
      await page.goto("/benchmark/henvendelse");
      await page.selectOption("#behov", "ALL");
      await page.selectOption("#maaling", "BT_SYS_140");
      await page.getByRole("button", { name: "Vis størrelsen" }).click();
      await page.getByText(/^Omkring [\d.]+ borgere$/).waitFor();
      await page.fill("#hvorfor", why);
      await fit(page, "benchmark-henvendelse", width);
      if (width !== WIDTHS[0]) return;
      await page.getByRole("button", { name: "Send til praksis" }).click();
      await page.getByText("Henvendelsen er sendt til alle praksis.").waitFor();
      sent = await page.locator("tbody").textContent();
      await fit(page, "benchmark-henvendelse-sendt", width);
    });
  }
  for (const width of WIDTHS) {
    await as("laege-099001", width, async (page) => {
      await page.goto("/praksis/henvendelser");
      await page.getByText(why).waitFor();
      await fit(page, "praksis-henvendelser", width);
      await page.getByRole("row", { name: why }).getByRole("link").click();
      await page.getByText(/af jeres patienter$/).waitFor();
      await fit(page, "praksis-henvendelse", width);
      if (width !== WIDTHS[0]) return;
      await page.locator("input[name=pid]").first().check();
      await page.getByRole("button", { name: "Sæt valgte på indkaldelseslisten" }).click();
      await page.getByRole("link", { name: "Åbn listen" }).click();
      await page.getByText("henvendelse fra Kommune 730").first().waitFor();
    });
  }
  await as("planlaegger-730", 1280, async (page) => {
    await page.goto("/benchmark/henvendelse");
    assert.equal(await page.locator("tbody").textContent(), sent);
    await page.getByRole("button", { name: /^Træk tilbage/ }).first().click();
    await page.getByText("Trukket tilbage").first().waitFor();
  });
});

test("a hospital's planner counts a niche cohort that is too small, and one that is not; who treats patients does not count", async () => {
  for (const width of WIDTHS) {
    await as("planlaegger-6620", width, async (page) => {
      await page.goto("/");
      await page.getByRole("heading", { level: 1, name: "Optælling" }).waitFor();
      await page.getByLabel("Diagnose", { exact: true }).selectOption("cystisk fibrose");
      await page.getByLabel("Og også diagnose", { exact: true }).selectOption("diabetes, alle typer");
      await page.getByRole("button", { name: "Tæl" }).click();
      await page.getByRole("heading", { level: 2, name: "Cystisk fibrose, også diabetes" }).waitFor();
      await page.getByText("Gruppen er tom eller for lille.").waitFor();
      assert.equal(await page.locator("td.num", { hasText: /^[0-9.]+$/ }).count(), 0);
      await fit(page, "hospital-optaelling-lille", width);
      await page.getByLabel("Diagnose", { exact: true }).selectOption("diabetes, alle typer");
      await page.getByLabel("Og også diagnose", { exact: true }).selectOption("uden betydning");
      await page.getByLabel("Bor i", { exact: true }).selectOption("hele regionen");
      await page.getByRole("button", { name: "Tæl" }).click();
      await page.getByText(/Omkring [0-9.]+ borgere/).waitFor();
      assert.equal(await page.locator("tr", { hasText: "Randers" }).locator("td.num").count(), 1);
      await fit(page, "hospital-optaelling-svar", width);
    });
  }
  await as("hospitalslaege-6620", 1280, async (page) => {
    const answer = await page.request.get("/hospital/optaelling?omraade=region&diagnose=CF");
    assert.equal(answer.status(), 403);
  });
});

test("a hospital's doctors set from where on a pressure taken at home is a signal, and go back to the guideline", async () => {
  for (const width of WIDTHS) {
    await as("hospitalslaege-6620", width, async (page) => {
      await page.goto("/hospital?vis=signal");
      await page.getByText("Grænsen er 155/95 mmHg").click();
      await page.getByLabel("Systolisk fra").fill("80");
      await page.getByLabel("Diastolisk fra").fill("130");
      await page.getByRole("button", { name: "Gem grænsen" }).click();
      await page.getByRole("alert").waitFor();
      assert.equal(await page.getByLabel("Systolisk fra").inputValue(), "80");
      await fit(page, "hospital-signal-forkert", width);
      await page.getByLabel("Systolisk fra").fill("130");
      await page.getByLabel("Diastolisk fra").fill("80");
      await fit(page, "hospital-signal", width);
      await page.getByRole("button", { name: "Gem grænsen" }).click();
      await page.getByText("Grænsen er 130/80 mmHg").click();
      await page.getByLabel("Systolisk fra").fill("");
      await page.getByLabel("Diastolisk fra").fill("");
      await page.getByRole("button", { name: "Gem grænsen" }).click();
      await page.getByText("Grænsen er 155/95 mmHg").waitFor();
    });
  }
});

test("a department sets a goal of its own and sees it beside the number", async () => {
  for (const width of WIDTHS) {
    await as("kvalitet-6620", width, async (page) => {
      await page.goto("/hospital/afdeling/dm");
      await page.getByText("Afdelingens egne mål").click();
      await page.getByLabel("HbA1c, målt i tide, mindst %").fill("100");
      await page.getByRole("button", { name: "Gem målene" }).click();
      await page.getByText("eget mål: mindst 100 %").waitFor();
      await fit(page, "hospital-afdeling-maal", width);
      await page.getByText("Afdelingens egne mål").click();
      await page.getByLabel("HbA1c, målt i tide, mindst %").fill("");
      await page.getByRole("button", { name: "Gem målene" }).click();
      await page.getByText("eget mål: mindst 100 %").waitFor({ state: "detached" });
    });
  }
});

test("an analyst publishes an indicator; a practice sees its own number beside it, until it is taken back", async () => {
  const indicator = "/benchmark/alle/dm-aarskontrol";
  await as("analytiker", 1280, async (page) => {
    await page.goto(indicator);
    await page.locator(".progress").waitFor({ state: "detached", timeout: 600_000 });
    await page.getByRole("button", { name: "Udgiv til praksis" }).click();
    await page.getByText(/Udgivet .* af analytiker\. (Med spredningen mellem \d+ praksis|Uden spredning mellem praksis)/).waitFor();
    await fit(page, "benchmark-udgivet", 1280);
  });
  for (const width of WIDTHS) {
    await as("laege-099001", width, async (page) => {
      await page.goto("/praksis/population/dm");
      const news = page.getByRole("link", { name: /Regionen har udgivet nye tal/ });
      await news.waitFor();
      await fit(page, "praksis-udgivet", width);
      await news.click();
      await page.goto("/praksis/rapport/dm");
      await page.getByRole("heading", { level: 2, name: "Ved siden af andre" }).waitFor();
      await page.getByRole("rowheader", { name: /kontrol det sidste år/ }).waitFor();
      await page.locator("td[data-label='Halvdelen af praksis']", { hasText: /midt [\d,]+ \(\d+ praksis\)|vises ikke/ }).waitFor();
      await fit(page, "praksis-rapport-andre", width);
    });
  }
  await as("analytiker", 1280, async (page) => {
    await page.goto(indicator);
    await page.getByRole("button", { name: "Træk tilbage" }).click();
    await page.getByRole("button", { name: "Udgiv til praksis" }).waitFor();
  });
});

test("an analyst sees each cluster before and after a measure, beside everybody and what other regions have published", async () => {
  for (const width of WIDTHS) {
    await as("analytiker", width, async (page) => {
      const ready = () => page.locator(".progress").waitFor({ state: "detached", timeout: 600_000 });
      await page.goto("/benchmark/alle/genindlaeggelse-30d");
      await ready();
      // By the keyboard alone: a choice is sent by the form's button, not by each arrow on its way.
      await page.getByLabel("Udvikling").focus();
      await page.keyboard.type("Før");
      await page.getByRole("button", { name: "Vis", exact: true }).focus();
      await page.keyboard.press("Enter");
      await page.getByLabel("Indsatsen begyndte").waitFor();
      await ready();
      const figure = page.locator("section.figure", { has: page.getByRole("heading", { level: 2, name: "Før og efter en indsats" }) });
      await figure.getByRole("rowheader", { name: "Alle" }).waitFor();
      assert.ok((await figure.getByRole("row").count()) > 3);
      await figure.getByText(/kan være tilfældigt|steget|faldet/).first().waitFor();
      const others = page.locator("section", { has: page.getByRole("heading", { level: 2, name: "Andre regioner 2025" }) });
      await others.getByText("Opdigtede tal til demoen").waitFor();
      await others.getByRole("rowheader", { name: "Region A" }).waitFor();
      await fit(page, "benchmark-indsats", width);
      await page.getByRole("button", { name: "English" }).click();
      await page.getByRole("heading", { level: 1, name: /^Share of admissions/ }).waitFor();
      await page.goto("/benchmark/alle/genindlaeggelse-30d?forloeb=indsats");
      await ready();
      await page.getByRole("heading", { level: 2, name: "Before and after a measure" }).waitFor();
      await page.getByText("Invented numbers for the demo").waitFor();
      await fit(page, "benchmark-indsats-en", width);
    });
  }
});

test("the keyboard alone signs in, skips the menu, and leaves the editor", async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 1000 }, baseURL: BASE });
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  await page.goto("/login");
  await page.keyboard.type("laege-099001");
  await page.keyboard.press("Tab");
  await page.keyboard.type("samsyn");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Min population" }).waitFor();
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip-link");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.closest("main") !== null), true);
  await page.goto("/sql");
  await page.locator(".cm-content").focus();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Kør");
  await context.close();
});

/** Presses Tab until the element has the focus: what is not reached so cannot be used without a mouse. */
async function tabTo(page, target) {
  await target.waitFor();
  for (let i = 0; i < 400; i++) {
    await page.keyboard.press("Tab");
    if (await target.evaluate((e) => e === document.activeElement)) return;
  }
  assert.fail(`Tab does not reach ${target}`);
}

test("the keyboard alone leads a doctor through the day", async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 1000 }, baseURL: BASE, locale: "da-DK" });
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  const name = `Uden kontakt ${Date.now()}`;
  const press = async (target, ...keys) => {
    await tabTo(page, target);
    for (const key of keys) await page.keyboard.press(key);
  };
  const menu = (label) => page.locator(".site-nav").getByRole("link", { name: label, exact: true });
  const form = page.locator("#soegeform");
  await page.goto("/login");
  await page.keyboard.type("laege-099001");
  await page.keyboard.press("Tab");
  await page.keyboard.type("samsyn");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Min population" }).waitFor();

  // Arrows pass over choices; nothing is asked before the button.
  await press(page.getByLabel("Vis", { exact: true }), "ArrowDown", "ArrowDown");
  await press(page.getByLabel("Rækkefølge"), "ArrowDown", "ArrowDown");
  await press(page.getByRole("button", { name: "Vis", exact: true }), "Enter");
  await page.waitForURL(/vis=all.*orden=age/);
  await press(page.locator("table.list tbody a").first(), "Enter");
  await page.getByRole("heading", { level: 2, name: "Tidslinje" }).waitFor();
  await press(page.locator(".crumbs a"), "Enter");
  await page.getByRole("heading", { level: 1, name: "Min population" }).waitFor();

  await press(menu("Søg"), "Enter");
  await press(page.getByRole("button", { name: "+ Kontakt", exact: true }), "Space");
  await press(form.getByLabel("Skal eller må ikke"), "ArrowDown");
  await press(form.getByLabel("Sted"), "ArrowDown");
  await press(form.getByRole("button", { name: "Søg", exact: true }), "Enter");
  await page.getByRole("heading", { level: 2, name: /opfylder kriterierne/ }).waitFor();
  await page.getByText("ikke Kontakt: Praksis").waitFor();
  await press(page.getByLabel("Gem søgningen som"));
  await page.keyboard.type(name);
  await page.keyboard.press("Enter");
  await page.getByText(`Gemt som ${name}`).waitFor();
  await press(page.getByRole("button", { name: `Slet ${name}` }), "Enter");
  await page.getByText(name).waitFor({ state: "detached" });

  await press(menu("Indkaldelse"), "Enter");
  await page.getByRole("heading", { level: 1, name: "Indkaldelse" }).waitFor();
  if (!(await page.getByRole("button", { name: "Dan listen" }).isVisible())) await press(page.getByText("Sådan dannes listen"), "Enter");
  const made = page.waitForEvent("framenavigated");
  await press(page.getByRole("button", { name: "Dan listen" }), "Enter");
  await made;
  const row = page.locator("table.list tbody tr").last();
  const patient = await row.locator("th a").textContent();
  await press(row.getByRole("checkbox"), "Space");
  await press(page.getByLabel("Flyt valgte til"), "ArrowDown");
  await press(page.getByRole("button", { name: "Flyt", exact: true }), "Enter");
  await press(page.getByRole("link", { name: /^Har tid/ }), "Enter");
  await page.getByRole("link", { name: patient }).first().waitFor();
  await context.close();
});

test("two stewards bring a policy into force, and one alone cannot", async () => {
  await as("steward-1", 1280, async (page) => {
    await page.goto("/politik/fil?navn=laege-egne-patienter.policy.yaml");
    const text = await page.inputValue("#tekst");
    await page.fill("#tekst", text.replace(/^version: \d+/m, (v) => `version: ${Number(v.slice(9)) + 1}`).replace(/^status: active/m, "status: review").replace("      - sundhed.kommunal_indsats\n", ""));
    await page.fill("#note", "Kommunale indsatser ud af lægens billede");
    await page.getByRole("button", { name: "Tjek" }).click();
    await page.getByRole("heading", { name: "Intet at rette" }).waitFor();
    await page.getByRole("button", { name: "Indsend til godkendelse" }).click();
    await page.getByText("en anden skal godkende det").waitFor();
    assert.equal(await page.getByRole("button", { name: "Godkend" }).count(), 0);
    await page.getByRole("button", { name: "Sammenlign" }).click();
    await page.getByRole("cell", { name: "sundhed.kommunal_indsats" }).first().waitFor();
    await fit(page, "politik-saet", 1280);
  });
  await as("steward-2", 1280, async (page) => {
    await page.goto("/politik");
    await page.getByRole("link", { name: /^Sæt \d+$/ }).first().click();
    await page.getByRole("button", { name: "Godkend" }).click();
    await page.getByRole("button", { name: "Sæt i kraft" }).waitFor();
    await page.goto("/politik/spoerg");
    await page.getByRole("button", { name: "Forklar" }).click();
    await page.locator("#indhold [role=status]").first().waitFor();
    await fit(page, "politik-forklaring", 1280);
  });
});

test("one click in the record system opens the list, another the patient, with organisation and purpose set", async () => {
  for (const width of WIDTHS) {
    const context = await browser.newContext({ viewport: { width, height: 1000 }, baseURL: BASE, locale: "da-DK" });
    const page = await context.newPage();
    page.setDefaultTimeout(120_000);
    await page.goto(RECORDS);
    await page.getByRole("heading", { level: 1, name: "Fælles login" }).waitFor();
    await fit(page, "demo-login", width);
    await page.fill("#bruger", "laege-099001");
    await page.fill("#kode", "samsyn");
    await page.click("main button");
    await page.getByRole("heading", { level: 1, name: "Dagens patienter" }).waitFor();
    await fit(page, "demo-journal", width);
    await page.getByRole("link", { name: "Mine patienter med KOL" }).click();
    await page.getByRole("heading", { level: 1, name: "Min population" }).waitFor();
    assert.equal(new URL(page.url()).pathname, "/praksis/population/kol");
    assert.match(await page.locator(".context").textContent(), /Praksis 099001.*behandling/s);
    await page.goto(RECORDS);
    await page.getByRole("link", { name: /^Åbn .* i Samsyn$/ }).nth(1).click();
    await page.getByRole("heading", { level: 2, name: "Tidslinje" }).waitFor();
    await page.goto("/laas");
    await page.getByRole("link", { name: "Log ind igen med fælles login" }).waitFor();
    await fit(page, "laast-udbyder", width);
    await page.getByRole("button", { name: "Log ind som en anden" }).click();
    await page.getByRole("link", { name: "Log ind med fælles login" }).waitFor();
    await fit(page, "login-udbyder", width);
    await page.goto("/launch?iss=https%3A%2F%2Ffremmed.example&launch=1");
    await page.getByRole("heading", { level: 1, name: "Journalsystemet er ikke kendt" }).waitFor();
    await fit(page, "launch-ukendt", width);
    await context.close();
  }
});

test("a citizen blocks a kind of data for practices; the doctor's page is without it, until the block is lifted", async () => {
  let cpr;
  // Without the diagnosis the patient is no longer on the list; the page is still there.
  let address = "";
  const diagnoses = async (shown) =>
    as("laege-099001", 1280, async (page) => {
      await page.goto(address || "/praksis/population/dm?vis=all&orden=age");
      if (!address) await page.locator("table.list tbody a").first().click();
      await page.getByRole("heading", { level: 2, name: "Tidslinje" }).waitFor();
      address = page.url();
      cpr = (await page.locator(".facts dd").first().textContent()).replace("-", "").trim();
      assert.equal((await page.locator("#h-diagnoser ~ * tbody tr, [aria-labelledby=h-diagnoser] tbody tr").count()) > 0, shown);
    });
  await diagnoses(true);
  for (const width of WIDTHS) {
    await as(`borger-${cpr}`, width, async (page) => {
      await page.goto("/borger/samtykker");
      await page.selectOption("#modtager", "sektor:almen_praksis");
      await page.selectOption("#kategori", "diagnose");
      await page.getByRole("button", { name: "Gem" }).click();
      await page.getByText("Det er gemt og gælder fra nu af.").waitFor();
      await fit(page, "borger-spaerret", width);
    });
    if (width === 1280) await diagnoses(false);
    await as(`borger-${cpr}`, width, async (page) => {
      await page.goto("/borger/samtykker");
      await page.getByRole("button", { name: /^Ophæv/ }).first().click();
      await page.getByText("Det er ophævet fra nu af.").waitFor();
      await fit(page, "borger-ophaevet", width);
    });
  }
  await diagnoses(true);
});

/** Closes the door before a real source while {@code work} goes on; afterwards waits until the page hears from all again. */
async function without(source, work) {
  const turn = async (way) => assert.equal((await fetch(`${DOORS}/${source}/${way}`, { method: "POST" })).status, 204);
  await turn("luk");
  try {
    await work();
  } finally {
    await turn("op");
  }
}

const FMK = "Fælles Medicinkort";
const EPJ = "Elektronisk patientjournal";
// Source, its name, who looks where, what the page says of it, and what would be a lie.
const SILENT = [
  ["fmk", FMK, "laege-099001", "/praksis/population/dm?vis=all", `${FMK} svarede ikke`, "Ingen på FMK"],
  ["fmk", FMK, "laege-099001", "patient", `${FMK} svarede ikke`, "Ingen på FMK"],
  ["labka", "LABKA II", "laege-099001", "/praksis/population/dm?vis=all", "LABKA II svarede ikke", null],
  ["epj", EPJ, "laege-099001", "/praksis/population/dm?vis=all", "Ukendt", "Aldrig set"],
  ["epj", EPJ, "laege-099001", "patient", "Der kan være mere", "Ingen af de fire kroniske sygdomme"],
  ["epj", EPJ, "hospitalslaege-6620", "/hospital", "Ukendt", "Ingen borgere her"],
  ["epj", EPJ, "sygeplejerske-730", "/kommune/pleje", "Ukendt", "Ingen borgere her"],
];
for (const [source, name, user, path, said, lie] of SILENT) {
  test(`without ${source}, ${path} of ${user} names it and takes nothing for missing`, { skip: !DOORS }, async () => {
    await as(user, 1280, async (page) => {
      let address = path;
      if (path === "patient") {
        await page.goto("/praksis/population/dm?vis=all&orden=age");
        address = await page.locator("table.list tbody a").first().getAttribute("href");
      }
      await without(source, async () => {
        await page.goto(address);
        await page.getByRole("heading", { level: 2, name: `${name} svarede ikke` }).waitFor();
        await page.getByText(said).first().waitFor();
        const text = await page.locator("main").textContent();
        if (lie) assert.ok(!text.includes(lie), `${address} says ${lie}`);
        await fit(page, `uden-${source}-${address.replaceAll(/[^a-z0-9]+/g, "-").slice(1, 24)}`, 1280);
      });
      // Its place is left alone for some seconds before it is asked again.
      for (let tries = 0; (await page.locator(".sources-gap").count()) > 0; tries++) {
        assert.ok(tries < 100, `${name} is back and still not asked`);
        await page.goto(address);
        await page.getByText("Værdier og medicin hentes").waitFor({ state: "detached" });
      }
    });
  });
}
