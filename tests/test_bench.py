"""What the bench measures can be built: a project grown to many languages is one that loads without a fault."""

from marshrut.commands.bench.growth import WRITTEN, grow
from marshrut.edition import load_editions


def test_a_grown_project_is_in_order(house, tmp_path):
    editions = load_editions(grow(house, tmp_path / "grown", 10))
    assert len(editions) == 10 and "kk" not in editions
    assert all(len(list((tmp_path / "grown/docs" / code).rglob("*.md"))) >= WRITTEN for code in editions)
    assert editions["az"].synonyms["az"] and editions["az"].fold.stem("permits") == editions["en"].fold.stem("permits")
