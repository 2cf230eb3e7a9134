"""«My plan» in the browser: the same answers as the reference, the whole way by keyboard, and nothing that leaves the phone."""

from __future__ import annotations

import json
import random
import re
from datetime import date, timedelta

import icalendar
import pytest
from axe_playwright_python.sync_playwright import Axe

from marshrut import days
from marshrut.duties import Reader
from marshrut.planscript import logic
from marshrut.values import Term

from .conftest import DAY
from .test_plan import PERSONAS

pytestmark = [pytest.mark.browser, pytest.mark.site]

PHONE = {"width": 360, "height": 740}
CODES = ["ru", "en", "uz", "uz-Cyrl", "tg", "ky"]
EPOCH = date(1970, 1, 1)
# Days on which calendars go wrong, within reach of the dates below.
AWKWARD = [
    date(2026, 12, 28),
    date(2026, 12, 31),
    date(2027, 1, 1),
    date(2027, 1, 31),
    date(2027, 2, 28),
    date(2028, 2, 29),
    date(2026, 1, 1),
]


def number(day: date) -> int:
    return (day - EPOCH).days


def in_numbers(answers: dict) -> dict:
    """Answers as the script keeps them: days since 1970."""

    def turn(value):
        if isinstance(value, date):
            return number(value)
        return [turn(one) for one in value] if isinstance(value, list | tuple) else value

    return {name: turn(value) for name, value in answers.items() if value is not None}


@pytest.fixture(scope="module")
def logic_page(browser, house, editions):
    page = browser.new_page()
    source = logic(house, editions["ru"].plan, DAY)
    page.evaluate(
        f"""() => {{ window.eval({json.dumps(source + "; window.lists = { reader, within, before, lastDayOfStay, daysLeft, readDay };")}); }}"""
    )
    yield page
    page.close()


LIST = """cases => cases.map(([answers, today]) => window.lists.reader(answers, today).items()
    .map(({ id, sure, last, guessed, isNow, late }) => [id, sure, last ?? null, guessed ?? [], isNow, !!late]))"""


def reference(plan, answers, today) -> list:
    return [
        [
            item.id,
            item.sure,
            number(item.last.day) if item.last else None,
            list(item.last.guessed) if item.last else [],
            item.is_now,
            item.is_overdue,
        ]
        for item in Reader(plan, answers, today).items
    ]


def compare(page, plan, cases) -> None:
    found = page.evaluate(LIST, [[in_numbers(answers), number(today)] for answers, today in cases])
    for (answers, today), theirs in zip(cases, found, strict=True):
        assert theirs == reference(plan, answers, today), (answers, today)


def test_the_browser_gives_every_persona_the_same_list(logic_page, editions):
    compare(logic_page, editions["ru"].plan, [(case["answers"], case["today"]) for _, case in PERSONAS])


def random_answers(plan, dice: random.Random, today: date) -> dict:
    def day() -> date:
        return dice.choice(AWKWARD) if dice.random() < 0.2 else today + timedelta(days=dice.randint(-400, 400))

    answers = {}
    for name, question in plan.questions.items():
        if dice.random() < 0.25:
            continue
        if question.kind == "one":
            answers[name] = dice.choice(question.options)
        elif question.kind == "many":
            answers[name] = dice.sample(question.options, dice.randint(0, min(3, len(question.options))))
        elif question.kind == "date":
            answers[name] = day()
        else:
            answers[name] = [sorted((start := day(), start + timedelta(days=dice.randint(0, 120)))) for _ in range(dice.randint(0, 4))]
    return answers


@pytest.mark.parametrize("seed", range(4))
def test_both_give_the_same_list_on_thousands_of_cases(logic_page, editions, seed):
    dice, plan = random.Random(seed), editions["ru"].plan
    cases = []
    for _ in range(750):
        today = date(2025, 12, 1) + timedelta(days=dice.randint(0, 800))
        cases.append((random_answers(plan, dice, today), today))
    compare(logic_page, plan, cases)


def test_both_count_every_day_of_four_years_alike(logic_page):
    terms = [
        (count, unit, counting)
        for count in (1, 3, 7, 15, 30, 90)
        for unit, counting in (("day", "calendar"), ("day", "working"), ("month", None))
    ]
    starts = [date(2025, 2, 1) + timedelta(days=index) for index in range(0, 4 * 365, 3)]
    asked, expected = [], []
    for count, unit, counting in terms:
        term = Term(kind="term", count=count, unit=unit, counting=counting)
        short = [count, "w" if counting == "working" else unit[0]]
        for start in starts:
            asked.append([short, number(start)])
            expected.append([[number(one.day), list(one.guessed)] for one in (days.within(term, start), days.before(term, start))])
    script = "all => all.map(([term, day]) => [window.lists.within(term, day), window.lists.before(term, day)])"
    assert logic_page.evaluate(script, asked) == expected


def test_both_count_stays_alike(logic_page):
    dice, asked, expected = random.Random(7), [], []
    for _ in range(1500):
        entry = date(2026, 1, 1) + timedelta(days=dice.randint(0, 500))
        stays = [
            (start := entry - timedelta(days=dice.randint(0, 420)), start + timedelta(days=dice.randint(0, 100)))
            for _ in range(dice.randint(0, 4))
        ]
        today = entry + timedelta(days=dice.randint(-100, 200))
        asked.append([number(entry), [[number(one) for one in stay] for stay in stays], number(today), today.year])
        expected.append([number(days.last_day_of_stay(entry, stays, 90, 90)), days.days_left(today.year, today, entry, stays, 90)])
    script = """all => all.map(([entry, stays, today, year]) =>
        [window.lists.lastDayOfStay(entry, stays, 90, 90), window.lists.daysLeft(year, today, entry, stays, 90)])"""
    assert logic_page.evaluate(script, asked) == expected


def test_only_days_that_exist_are_read(logic_page):
    texts = ["2028-02-29", "2026-02-29", "2026-04-31", "2026-13-01", "26-01-01", "", "2026-1-1", "0026-01-01", "20260-01-01", "x"]
    assert (
        logic_page.evaluate("texts => texts.map(text => window.lists.readDay(text) ?? null)", texts)
        == [number(date(2028, 2, 29))] + [None] * 9
    )


# ── the page ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport=PHONE, accept_downloads=True, timezone_id="Europe/Moscow")
    opened = context.new_page()
    opened.clock.set_fixed_time("2026-12-29T10:00:00")
    opened.faults = []
    opened.on("pageerror", lambda error: opened.faults.append(str(error)))
    opened.on("console", lambda message: opened.faults.append(message.text))
    yield opened
    assert opened.faults == []
    context.close()


def answer(page, **answers) -> None:
    """Answer by mouse, all questions at once."""
    if page.locator("#q-citizenship").count() == 0:
        page.locator("#my-plan button").click()
    page.locator("#my-plan button").nth(1).click()
    for name, value in answers.items():
        if isinstance(value, date):
            page.locator(f"#q-{name} input").fill(value.isoformat())
        else:
            for one in value if isinstance(value, list) else [value]:
                page.locator(f"#q-{name} input[value='{one}']").check()


def shown(page) -> list[str]:
    return page.locator("#my-plan ol").first.locator("li").evaluate_all("all => all.map(one => one.dataset.id)")


AMINA = {
    "citizenship": "UZ",
    "place": "russia",
    "purpose": "work",
    "basis": "none",
    "region": "moscow",
    "slip": "no-slip",
    "entry": date(2026, 12, 28),
}


@pytest.mark.parametrize("code", CODES)
def test_the_whole_way_by_keyboard_offline_and_silent(page, address, code):
    """From the button to the print: keyboard only, one question at a time, without a network."""
    page.goto(f"{address}/{code}/plan.html", wait_until="networkidle")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.context.set_offline(True)
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('#my-plan button')"):
            break
    page.keyboard.press("Enter")
    want = {"q-citizenship": 0, "q-place": 1, "q-purpose": 0, "q-basis": 0, "q-region": 0, "q-slip": 1}
    for _ in range(30):
        visible = page.locator("#my-plan fieldset:visible")
        assert visible.count() == 1, "one question at a time"
        name = visible.get_attribute("id")
        assert page.evaluate("document.activeElement.closest('fieldset')?.id") == name, "the focus goes with the question"
        if name == "q-entry":
            page.keyboard.type("12282026")
        elif name in want:
            # Arrows walk a group of radio buttons; «I do not know» stands last.
            page.keyboard.press("ArrowDown")
            while page.evaluate("document.activeElement.closest('fieldset').querySelector(':checked')") and not page.evaluate(
                f"document.activeElement.checked && [...document.activeElement.closest('fieldset').querySelectorAll('input')].indexOf(document.activeElement) === {want[name]}"
            ):
                page.keyboard.press("ArrowDown")
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate(
                "document.activeElement.matches('#my-plan p button') && !document.activeElement.hasAttribute('aria-pressed') && document.activeElement === [...document.querySelectorAll('#my-plan > p:last-of-type button')].pop()"
            ):
                break
        page.keyboard.press("Enter")
        if page.evaluate("document.activeElement.id") == "mine":
            break
    assert page.evaluate("document.activeElement.id") == "mine"
    assert {"amina", "patent", "stay-limit", "carry-papers"} <= set(shown(page))
    text = page.locator("#my-plan li[data-id=amina]").inner_text()
    assert "11.01.2027" in text and page.locator("#my-plan li[data-id=stay-limit]").inner_text().count("27.03.2027") == 1
    page.keyboard.press("Tab")
    page.evaluate("window.print = () => { window.printed = true }")
    page.locator("#my-plan section button").first.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("window.printed")
    page.pdf(format="A4")
    assert asked == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0 and page.context.cookies() == []
    page.context.set_offline(False)


# Colours are the same in every language: two editions in the dark, all by day.
@pytest.mark.parametrize(("code", "scheme"), [(code, "light") for code in CODES] + [("ru", "dark"), ("tg", "dark")])
def test_axe_finds_nothing_in_the_plan(page, address, code, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{address}/{code}/plan.html")
    answer(page, **(AMINA | {"entry": date(2026, 9, 1), "trouble": ["lost", "fined"], "children": ["school"]}))
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    for act in range(5):
        buttons = page.locator("#my-plan section > p button")
        if act:
            buttons.nth(min(act, 3)).click()
        found = [f"{rule['id']}: {rule['nodes'][0]['html'][:160]}" for rule in Axe().run(page).response["violations"]]
        assert found == []
    page.evaluate("document.documentElement.style.fontSize = '36px'")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"] + 10


def test_a_screen_reader_hears_names_groups_and_counts(page, address):
    page.goto(f"{address}/ru/plan.html")
    answer(page, **AMINA)
    tree = page.locator("#my-plan").aria_snapshot()
    assert 'group "Чьё у вас гражданство?"' in tree and 'radio "Узбекистан" [checked]' in tree
    assert 'heading "Ваш список" [level=2]' in tree and "Дел: " in tree
    assert 'checkbox "Сделано Встаньте на учёт через «Амину»"' in tree
    assert (
        'textbox "День"' in tree
        or 'textbox "День"' in page.locator("#q-entry").aria_snapshot()
        or "День" in page.locator("#q-entry").aria_snapshot()
    )


def test_overdue_stands_first_with_what_to_do_and_can_be_ticked_off(page, address):
    page.goto(f"{address}/ru/plan.html")
    answer(page, **(AMINA | {"region": "elsewhere", "entry": date(2026, 12, 1)}))
    first = page.locator("#my-plan ol").first.locator("li").first
    assert first.get_attribute("data-id") == "register-15" and "15.12.2026" in first.inner_text()
    assert "Сначала юрист" in first.locator("[role=note]").inner_text()
    late = page.locator("#my-plan [role=status]").first
    assert "Просрочено: 1" in late.inner_text()
    first.locator("input").check()
    assert "Просрочено: 0" in late.inner_text()
    assert first.locator("input").is_checked()


def test_the_list_says_why(page, address):
    page.goto(f"{address}/en/plan.html")
    answer(page, **AMINA)
    item = page.locator("li[data-id=patent]")
    item.locator("summary").click()
    text = item.inner_text()
    reasons = text.split("26.01.2027")[1]
    assert "· work ·" in reasons, "the answers that brought it here"
    maybe = page.locator("#my-plan details[data-may]")
    maybe.locator("summary").first.click()
    assert maybe.locator("li").count() > 0


def test_a_notice_above_a_stage_stands_above_the_readers_list_too(page, address):
    def with_notices(route):
        answered = route.fetch()
        route.fulfill(response=answered, body=answered.text().replace("<ul class=plan>", "<p class=stale>Матн дигар шуд</p><ul class=plan>"))

    page.route("**/tg/plan.html", with_notices)
    page.goto(f"{address}/tg/plan.html")
    assert page.locator(".stale").count() == len(page.locator("ul.plan").all()) > 1
    answer(page, **AMINA)
    assert page.locator("#my-plan .stale").count() == 1 and page.locator("#my-plan h2 + .stale").inner_text() == "Матн дигар шуд"


def test_a_change_of_mind_takes_away_what_followed(page, address):
    page.goto(f"{address}/ru/plan.html")
    answer(page, **AMINA)
    assert "amina" in shown(page) and not page.locator("#q-visa").is_visible()
    page.locator("#q-citizenship input[value=other]").check()
    assert page.locator("#q-visa").is_visible() and "amina" not in shown(page)
    page.locator("#q-citizenship input[value='']").check()
    assert "register-15" not in shown(page), "«I do not know» is an answer too"


def stay_limit(page) -> str:
    return page.locator("li[data-id=stay-limit]").inner_text()


def test_trips_written_in_part_give_no_day(page, address):
    """A trip left out or mistyped must never make the last day later."""
    page.goto(f"{address}/ru/plan.html")
    answer(page, **AMINA)
    assert "27.03.2027" in stay_limit(page) and "что других поездок в том году не было" in stay_limit(page)
    page.locator("#q-stays input[type=checkbox]").check()
    assert "27.03.2027" in stay_limit(page) and "что других поездок" not in stay_limit(page)
    page.locator("#q-stays button").last.click()
    fields = page.locator("#q-stays input[type=date]")
    fields.nth(0).fill("2026-01-01")
    page.locator("h1").click()
    assert "Заполните обе даты" in page.locator("#q-stays [role=alert]").inner_text()
    assert "Не позже" not in stay_limit(page)
    fields.nth(1).fill("2025-03-21")
    assert "Не позже" not in stay_limit(page)
    fields.nth(1).fill("2026-03-28")
    page.locator("h1").click()
    assert page.locator("#q-stays [role=alert]").inner_text() == ""
    assert "30.12.2026" in stay_limit(page) and "Не использовано дней этого года: 1" in stay_limit(page)
    fields.nth(1).fill("2026-05-31")
    assert "Дней в этом году не осталось" in stay_limit(page)
    assert not page.locator("#my-plan li[data-id=patent]").inner_text().count("30 календарных дней. Первый"), (
        "the rule that gave the day is shown"
    )


def test_a_day_that_cannot_lie_ahead_is_no_answer(page, address):
    page.goto(f"{address}/ru/plan.html")
    answer(page, **(AMINA | {"entry": date(2027, 10, 28)}))
    assert "ещё не наступил" in page.locator("#q-entry [role=alert]").inner_text()
    assert "Не позже" not in stay_limit(page)
    page.locator("#q-place input[value=home]").check()
    assert "25.01.2028" in stay_limit(page), "at home it is a plan"


def test_years_far_away_are_refused(page, address):
    page.goto(f"{address}/ru/plan.html")
    answer(page, **(AMINA | {"slip": "slip"}))
    page.locator("#q-slip_to input").fill("2206-03-27")
    page.locator("h1").click()
    assert "Проверьте дату" in page.locator("#q-slip_to [role=alert]").inner_text()
    assert "2206" not in page.locator("li[data-id=extend-slip]").inner_text()


def test_the_day_changes_while_the_page_is_open(page, address):
    page.goto(f"{address}/ru/plan.html")
    answer(page, **(AMINA | {"slip": "slip", "slip_to": date(2026, 12, 30)}))
    item = page.locator("li[data-id=extend-slip]")
    assert "Осталось: 1" in item.inner_text()
    page.clock.set_fixed_time("2026-12-31T10:00:00")
    page.evaluate("dispatchEvent(new Event('focus'))")
    assert "Срок прошёл" in page.locator("li[data-id=extend-slip]").inner_text()


def test_a_clock_that_is_behind_does_not_count(page, address):
    page.clock.set_fixed_time("2020-01-05T10:00:00")
    page.goto(f"{address}/ru/plan.html")
    answer(page, **(AMINA | {"region": "elsewhere", "entry": date(2026, 9, 1)}))
    assert "Проверьте дату в телефоне" in page.locator("#my-plan [role=status]").first.inner_text()
    assert page.locator("#my-plan li[data-late]").count() >= 4


def test_ticking_keeps_the_focus(page, address):
    page.goto(f"{address}/ru/plan.html")
    answer(page, **AMINA)
    page.locator("li[data-id=carry-papers] input").focus()
    page.keyboard.press("Space")
    assert page.evaluate("document.activeElement.closest('li')?.dataset.id") == "carry-papers"
    assert page.locator("li[data-id=carry-papers]").get_attribute("data-done") == ""


def test_going_back_lands_on_the_answer_given(page, address):
    page.goto(f"{address}/ru/plan.html")
    page.click("#my-plan button")
    page.locator("#q-citizenship input[value=TJ]").check()
    page.get_by_role("button", name="Дальше").click()
    page.get_by_role("button", name="Назад").click()
    assert page.evaluate("document.activeElement.value") == "TJ"


def test_the_day_is_said_back_as_on_russian_papers(page, address):
    page.goto(f"{address}/en/plan.html")
    answer(page, entry=date(2026, 11, 10))
    assert "10.11.2026" in page.locator("#q-entry").inner_text()


@pytest.mark.parametrize("code", CODES)
def test_the_calendar_file_opens_and_tells_only_numbers(page, address, code):
    page.goto(f"{address}/{code}/plan.html")
    answer(page, **AMINA)
    titles = page.locator("#my-plan ol").first.locator("li .t").all_inner_texts()
    with page.expect_download() as loading:
        page.locator("#my-plan section > p button").nth(1).click()
    raw = loading.value.path().read_bytes()
    assert loading.value.suggested_filename == "plan.ics" and raw.count(b"\r\n") == raw.count(b"\n")
    assert max(map(len, raw.split(b"\r\n"))) <= 75
    calendar = icalendar.Calendar.from_ical(raw)
    events = calendar.walk("VEVENT")
    assert {event["DTSTART"].dt for event in events} >= {date(2027, 1, 11), date(2027, 1, 26), date(2027, 3, 27)}
    assert len({event["UID"] for event in events}) == len(events)
    for event in events:
        assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(days=1)
        assert re.search(r"\d+", str(event["SUMMARY"])) and not any(
            word in str(event["SUMMARY"]) for title in titles for word in title.split() if len(word) > 4
        )
        assert [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")] == [timedelta(days=-2, hours=-15), timedelta(hours=-15)]
    assert "DESCRIPTION" not in {name for event in events for name in event}


def test_late_days_stay_out_of_calendar_and_message(page, address):
    page.goto(f"{address}/ru/plan.html")
    answer(page, **(AMINA | {"region": "elsewhere", "entry": date(2026, 9, 1), "trouble": ["rkl"]}))
    late = page.locator("#my-plan li[data-late] .t").all_inner_texts()
    assert len(late) >= 4
    page.locator("#my-plan section > p button").nth(2).click()
    text = page.locator("#my-plan textarea").input_value()
    assert "Носите подлинники" in text and not any(title in text for title in late)
    assert page.locator("#my-plan li[data-id=rkl]").count() == 1 and "реестр" not in text.replace("Проверьте себя в реестре", "")
    with page.expect_download() as loading:
        page.locator("#my-plan section > p button").nth(1).click()
    events = icalendar.Calendar.from_ical(loading.value.path().read_bytes()).walk("VEVENT")
    assert all(event["DTSTART"].dt >= date(2026, 12, 29) for event in events)


def test_the_link_holds_no_day_no_trouble_and_nothing_on_unlawful_stay(page, address):
    page.goto(f"{address}/ru/plan.html")
    everything = AMINA | {"entry": date(2026, 1, 1), "job": "job", "trouble": ["rkl", "ban", "detained"], "children": ["young", "school"]}
    answer(page, **everything)
    page.locator("#my-plan section > p button").nth(3).click()
    link = page.locator("#my-plan textarea").input_value()
    assert link.startswith(f"{address}/ru/plan.html#") and "?" not in link
    parts = dict(part.split("=") for part in link.split("#")[1].split("&"))
    assert parts == {"citizenship": "UZ", "purpose": "work", "region": "moscow", "children": "young.school"}
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("about:blank")
    page.goto(link)
    assert page.url == f"{address}/ru/plan.html", "the answers do not stay in the address"
    assert not any("citizenship" in url for url in asked), "a fragment is never sent"
    assert page.locator("#q-citizenship input[value=UZ]").is_checked() and page.locator("#q-children input[value=school]").is_checked()
    assert page.locator("#my-plan li[data-id=amina]").count() == 1 and not page.locator("#my-plan li[data-late]").count()


@pytest.mark.parametrize(
    "fragment",
    [
        "#citizenship=XX&purpose=<img src=x onerror=alert(1)>&basis=__proto__",
        "#citizenship=UZ&entry=20000&trouble=rkl&slip=no-slip&job=job",
        "#=&&&===",
        "#__proto__=x&constructor=y&citizenship=UZ",
        "#children=young.bomb",
        "#citizenship=" + "A" * 5000,
        "#%E0%A4%A",
        "#xx-work",
        "#uz-",
    ],
)
def test_a_hostile_link_changes_nothing_it_must_not(page, address, fragment):
    page.goto(f"{address}/ru/plan.html{fragment}")
    if page.locator("#q-citizenship").count() == 0:
        page.locator("#my-plan button").click()
    assert page.locator("#my-plan img").count() == 0
    taken = page.locator("#my-plan input:checked").evaluate_all("all => all.map(one => one.name + '=' + one.value)")
    assert [one for one in taken if not one.endswith("=")] in ([], ["q-citizenship=UZ"])
    assert "entry" not in page.url and "basis" not in page.url


def test_another_language_takes_the_answers_that_tell_no_day(page, address):
    page.goto(f"{address}/ru/plan.html")
    answer(page, **AMINA)
    page.click(".lr a[lang=tg]")
    page.locator("html[lang=tg] #q-citizenship input[value=UZ]:checked").wait_for(state="attached")
    assert page.url == f"{address}/tg/plan.html"
    assert page.locator("#q-region input[value=moscow]").is_checked()
    assert page.locator("#q-entry input").input_value() == "" and page.locator("#q-slip :checked").get_attribute("value") == ""


def test_a_year_without_a_calendar_is_said(page, address):
    page.clock.set_fixed_time("2028-01-03T10:00:00")
    page.goto(f"{address}/ru/plan.html")
    answer(page, citizenship="AZ", place="russia", purpose="visit", basis="none", slip="no-slip", entry=date(2028, 1, 3))
    item = page.locator("#my-plan li[data-id=register-7]").inner_text()
    assert "09.01.2028" in item and "Календарь выходных на 2028 ещё не известен" in item


def test_a_finished_list_opens_the_plan_with_its_case(page, address):
    page.goto(f"{address}/tg/plan/uz-work.html")
    page.click("main a[href$='plan.html#uz-work']")
    assert page.locator("#q-citizenship input[value=UZ]").is_checked() and page.locator("#q-purpose input[value=work]").is_checked()
    assert page.url == f"{address}/tg/plan.html"


def test_nothing_is_kept_until_asked_and_everything_goes(page, address):
    stored = "() => ({...localStorage})"
    page.goto(f"{address}/ru/plan.html")
    answer(page, **AMINA)
    page.locator("li[data-id=slip], li[data-id=carry-papers]").first.locator("label input").check()
    assert page.evaluate(stored) == {}
    page.reload()
    assert page.locator("#q-citizenship").count() == 0, "a fresh page knows nothing"
    answer(page, **AMINA)
    memory = page.locator("#my-plan section > div").last
    memory.locator("input").check()
    assert "28.12.2026" in memory.inner_text() and "Узбекистан" in memory.inner_text(), "what is kept is shown"
    page.reload()
    assert page.locator("#q-citizenship input[value=UZ]").is_checked() and "amina" in shown(page)
    memory.get_by_role("button").click()
    assert (page.evaluate(stored) == {} and shown(page) == ["carry-papers"]) or "amina" not in shown(page)
    page.reload()
    assert page.locator("#q-citizenship").count() == 0


def remember(page) -> None:
    page.locator("#my-plan section > div").last.locator("input").check()


def test_unticking_forgets_and_what_is_not_asked_is_not_kept(page, address):
    page.goto(f"{address}/ru/plan.html")
    answer(page, **(AMINA | {"basis": "patent", "patent_on": date(2026, 3, 10)}))
    remember(page)
    assert "patent_on" in page.evaluate("localStorage['marshrut-plan']")
    page.locator("#q-basis input[value=rvp]").check()
    assert "patent_on" not in page.evaluate("localStorage['marshrut-plan']")
    page.locator("#my-plan section > div").last.locator("input").uncheck()
    assert page.evaluate("localStorage.length") == 0


def test_forgetting_holds_for_a_second_tab(page, address):
    page.goto(f"{address}/ru/plan.html")
    answer(page, **AMINA)
    remember(page)
    other = page.context.new_page()
    other.clock.set_fixed_time("2026-12-29T10:00:00")
    other.goto(f"{address}/ru/plan.html")
    assert "amina" in shown(other)
    page.get_by_role("button", name="Забыть всё").click()
    other.locator("#q-citizenship input[value='']:checked").wait_for(state="attached")
    answer(other, place="home")
    assert other.evaluate("localStorage.length") == 0
    other.close()


def test_a_strangers_link_neither_hides_nor_overwrites_what_is_kept(page, address):
    page.goto(f"{address}/ru/plan.html")
    answer(page, **AMINA)
    remember(page)
    before = page.evaluate("localStorage['marshrut-plan']")
    page.goto("about:blank")
    page.goto(f"{address}/ru/plan.html#citizenship=KG&purpose=study")
    assert page.locator("#q-citizenship input[value=KG]").is_checked()
    memory = page.locator("#my-plan section > div").last
    assert "хранятся другие ответы" in memory.inner_text() and not memory.locator("input").is_checked()
    answer(page, region="moscow")
    assert page.evaluate("localStorage['marshrut-plan']") == before
    memory.get_by_role("button").click()
    assert page.evaluate("localStorage.length") == 0


def test_a_link_pasted_into_the_open_plan_leaves_the_address(page, address):
    page.goto(f"{address}/ru/plan.html")
    answer(page, **AMINA)
    page.evaluate("location.hash = '#citizenship=TJ&purpose=work'")
    page.locator("#q-citizenship input[value=TJ]:checked").wait_for(state="attached")
    assert page.url == f"{address}/ru/plan.html"


def test_a_browser_that_keeps_nothing_says_so(page, address):
    page.add_init_script("Storage.prototype.setItem = () => { throw new Error('full') }")
    page.goto(f"{address}/ru/plan.html")
    answer(page, **AMINA)
    page.locator("#my-plan section > div").last.locator("input").click()
    assert "не разрешает хранить" in page.locator("#my-plan section > div").last.inner_text()
    assert not page.locator("#my-plan section > div").last.locator("input").is_checked()


def test_a_day_kept_in_the_east_is_good_in_the_west(page, address):
    page.goto(f"{address}/ru/plan.html")
    answer(page, **AMINA)
    remember(page)
    page.clock.set_fixed_time("2026-12-28T23:00:00")
    page.reload()
    assert "amina" in shown(page)


def test_from_a_folder_nothing_is_kept_or_linked(page, site):
    page.goto((site / "ru/plan.html").as_uri())
    answer(page, **AMINA)
    assert "amina" in shown(page)
    assert page.get_by_role("button", name="Ссылка с ответами").count() == 0
    assert page.get_by_text("Помнить в этом телефоне").count() == 0


def test_a_browser_too_old_keeps_the_full_list(page, address):
    page.add_init_script("Element.prototype.replaceChildren = undefined")
    page.goto(f"{address}/ru/plan.html")
    assert page.locator("main .plan > li[id^=n]:visible").count() > 80
    assert page.locator("#my-plan").get_attribute("data-on") is None
    page.emulate_media(media="print")
    assert page.locator("#trouble").is_visible()
    page.faults.clear()


@pytest.mark.parametrize(
    "kept",
    [
        "{",
        "null",
        "[]",
        '"text"',
        '{"v":0,"on":20000,"answers":{},"done":[]}',
        '{"v":1,"on":99999,"answers":{},"done":[]}',
        '{"v":1,"on":15000,"answers":{},"done":[]}',
        '{"v":1,"on":20700,"answers":{"citizenship":"<b>"},"done":[]}',
        '{"v":1,"on":20700,"answers":{"entry":"2026-01-01"},"done":[]}',
        '{"v":1,"on":20700,"answers":{"stays":[[20000,90000]]},"done":[]}',
        '{"v":1,"on":20700,"answers":{"planet":"mars"},"done":[]}',
        '{"v":1,"on":20700,"answers":{},"done":["__proto__"]}',
        '{"v":1,"on":20700,"answers":{}}',
    ],
)
def test_corrupt_or_old_memory_is_dropped_and_the_page_lives(page, address, kept):
    page.goto(f"{address}/ru/plan.html")
    page.evaluate("kept => localStorage.setItem('marshrut-plan', kept)", kept)
    page.reload()
    assert "Мы их убрали" in page.locator("#my-plan").inner_text()
    assert page.evaluate("localStorage.length") == 0
    answer(page, **AMINA)
    assert "amina" in shown(page)


@pytest.mark.parametrize("code", ["ru", "tg", "uz"])
def test_print_is_a_sheet_in_two_languages_with_boxes(page, address, code):
    page.goto(f"{address}/{code}/plan.html")
    answer(page, **AMINA)
    page.emulate_media(media="print")
    sheet = page.locator("#my-plan").inner_text()
    assert "11.01.2027" in sheet and "26.01.2027" in sheet
    assert "Встаньте на учёт через «Амину»" in sheet, "Russian beside the reader's language"
    for russian in ("Имя", "Адрес"):
        assert russian in sheet
    assert not page.locator("#my-plan button:visible, #my-plan fieldset:visible, #my-plan label:visible").count()
    assert not page.locator("#trouble").is_visible(), "the list for everybody does not follow"
    assert page.locator(".printed").is_visible()
    assert page.locator("#my-plan [data-may]").is_visible(), "what may concern the reader is on the sheet too"
    box = page.evaluate("getComputedStyle(document.querySelector('#my-plan ol li'), '::before').content")
    assert "☐" in box
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_without_script_everything_can_be_read_and_printed(browser, address, editions):
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/tg/plan.html")
    duties = editions["tg"].plan.duties
    assert page.locator("main .plan > li[id^=n]:visible").count() == len(duties)
    assert page.locator("#my-plan button").count() == 0
    page.click("#tj")
    assert page.url.endswith("/tg/plan/ready.html#tj")
    page.click("main a[href='tj-work.html']")
    assert page.url.endswith("/tg/plan/tj-work.html")
    assert page.locator(f"#n{duties['register-15'].number}").is_visible()
    assert page.locator(f"#n{duties['register-30'].number}").count() == 0
    assert "Подайте все бумаги на патент" in page.locator(f"#n{duties['patent'].number} i[lang=ru]").inner_text()
    page.emulate_media(media="print")
    assert page.locator(".fill").is_visible()
    context.close()
