// Runs Lighthouse on addresses, one after the other, in one Chromium. Called by lighthouse.py:
//   node lighthouse.mjs <folder with node_modules> <Chromium> <profile as JSON> <address>…
// Prints one line of JSON an address: its scores from 0 to 100, its measures, and what each score lacks.
import {pathToFileURL} from 'node:url';
import {join} from 'node:path';

const [folder, chromePath, profile, ...addresses] = process.argv.slice(2);
const load = (path) => import(pathToFileURL(join(folder, 'node_modules', path)).href);
const {default: lighthouse} = await load('lighthouse/core/index.js');
const {launch} = await load('chrome-launcher/dist/index.js');

const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'];
const MEASURES = {
  fcp: 'first-contentful-paint', lcp: 'largest-contentful-paint', tbt: 'total-blocking-time',
  cls: 'cumulative-layout-shift', bytes: 'total-byte-weight',
};
const TURNS = 3;
const FLAGS = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking'];

const chrome = await launch({chromePath, chromeFlags: FLAGS, logLevel: 'silent'});
try {
  for (const address of addresses) {
    let lhr;
    // On a busy machine Chromium now and then records nothing; Lighthouse itself asks to run it again.
    for (let turn = 0; turn < TURNS && (!lhr || lhr.runtimeError); turn++)
      ({lhr} = await lighthouse(address, {port: chrome.port, logLevel: 'silent', onlyCategories: CATEGORIES},
        {extends: 'lighthouse:default', settings: JSON.parse(profile)}));
    const found = {address, error: lhr.runtimeError?.message ?? null, scores: {}, lacks: {}};
    for (const name of CATEGORIES) {
      const category = lhr.categories[name];
      found.scores[name] = category.score === null ? null : Math.round(category.score * 100);
      found.lacks[name] = category.auditRefs.filter(({id, weight}) => weight && (lhr.audits[id].score ?? 1) < 1)
        .map(({id}) => id + ': ' + [lhr.audits[id].title, lhr.audits[id].explanation, lhr.audits[id].errorMessage].filter(Boolean).join(' '));
    }
    for (const [name, id] of Object.entries(MEASURES)) found[name] = lhr.audits[id].numericValue ?? null;
    found.requests = lhr.audits['network-requests'].details?.items.length ?? null;
    console.log(JSON.stringify(found));
  }
} finally {
  await chrome.kill();
}
