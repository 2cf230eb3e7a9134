// One key for the ways people type a word: case, marks, Cyrillic or Latin, letters that phones lack.
const LATIN = "а a б b в v г g д d е e ж j з z и i к k л l м m н n о o п p р r с s т t у u ф f х h ц s ч ch ш sh щ sh ы i э e ю iu я ia қ k ғ g ҳ h ҷ j ң n ө o ү u ъ  ь ".split(" ");
const TABLE = {};
for (let n = 0; n < LATIN.length; n += 2) TABLE[LATIN[n]] = LATIN[n + 1];
const fold = (text) =>
  text.toLowerCase().replace(/ў/g, "о").normalize("NFD").replace(/[\u0300-\u036f\u00ad'’‘ʻʼ`]/g, "").replace(/[а-яқғҳҷңөү]/g, (letter) => TABLE[letter])
    .replace(/kh|x/g, "h").replace(/zh|dj/g, "j").replace(/ts|c(?!h)/g, "s").replace(/shch/g, "sh").replace(/q/g, "k").replace(/w/g, "v").replace(/y/g, "i")
    .replace(/(.)\1+/g, "$1");
