// Names of people in several scripts, each with the Latin form their username is made of.
import type { Random } from './random.ts';

export type PersonName = { displayName: string; login: string };

type Pool = { weight: number; familyFirst?: boolean; given: readonly Form[]; family: readonly Form[] };
type Form = { shown: string; latin: string };

const POOLS: readonly Pool[] = [
  {
    weight: 46,
    given: readForms(
      'Anna Emma Jonas Lukas Sophie Marie Clara Felix Oliver Charlotte Henry Grace Isla Jack Amelia Noah Mia Leon Laura Paul',
    ),
    family: readForms(
      'Smith Johnson Brown Taylor Wilson Walker Meyer Schmidt Weber Wagner Becker Hoffmann Martin Bernard Dubois Moreau Rossi Bianchi Ricci Jansen Visser Bakker',
    ),
  },
  {
    weight: 24,
    given: readForms(
      'Jörg|joerg Zoë|zoe François|francois Łukasz|lukasz Małgorzata|malgorzata Jiří|jiri Žofie|zofie Åsa|asa Bjørn|bjorn José|jose Nuño|nuno Ștefan|stefan Gergő|gergo Þóra|thora',
    ),
    family: readForms(
      'Müller|mueller Groß|gross Lefèvre|lefevre Wiśniewski|wisniewski Novák|novak Dvořáková|dvorakova Ångström|angstrom Sørensen|sorensen Muñoz|munoz Gonçalves|goncalves Ionescu Kovács|kovacs Nagy Jónsdóttir|jonsdottir',
    ),
  },
  {
    weight: 8,
    given: readForms(
      'Иван|ivan Анна|anna Сергей|sergei Ольга|olga Дмитрий|dmitri Наталья|natalia Юлия|yulia Тарас|taras Миле́на|milena',
    ),
    family: readForms(
      'Петров|petrov Кузнецов|kuznetsov Шевченко|shevchenko Иванова|ivanova Соколов|sokolov Ђорђевић|djordjevic Щербаков|shcherbakov',
    ),
  },
  {
    weight: 5,
    given: readForms('Γιώργος|giorgos Ελένη|eleni Νίκος|nikos Μαρία|maria Κατερίνα|katerina'),
    family: readForms('Παπαδόπουλος|papadopoulos Γεωργίου|georgiou Οικονόμου|oikonomou Αθανασίου|athanasiou'),
  },
  {
    weight: 4,
    given: readForms('محمد|mohammed فاطمة|fatima عمر|omar ليلى|layla يوسف|yousef'),
    family: readForms('الحسن|alhassan خليل|khalil منصور|mansour حداد|haddad'),
  },
  {
    weight: 3,
    given: readForms('דוד|david רחל|rachel יעל|yael משה|moshe'),
    family: readForms('כהן|cohen לוי|levi מזרחי|mizrahi פרידמן|friedman'),
  },
  {
    weight: 6,
    familyFirst: true,
    given: readForms('伟|wei 芳|fang 太郎|taro 花子|hanako 민준|minjun 서연|seoyeon 秀英|xiuying'),
    family: readForms('王|wang 李|li 田中|tanaka 佐藤|sato 김|kim 박|park 歐陽|ouyang'),
  },
  {
    weight: 4,
    given: readForms('Işıl|isil İbrahim|ibrahim Çağla|cagla Ömer|omer Gül|gul Şükrü|sukru'),
    family: readForms('Yılmaz|yilmaz Kılıç|kilic Öztürk|ozturk Şahin|sahin Aydın|aydin'),
  },
];

const TOTAL_WEIGHT = POOLS.reduce((sum, pool) => sum + pool.weight, 0);

/** Draws a person; `login` may repeat and is made unique by the caller. */
export function drawName(random: Random): PersonName {
  const pool = drawPool(random);
  const given = random.pick(pool.given);
  const family = random.pick(pool.family);
  return {
    displayName: pool.familyFirst ? `${family.shown}${given.shown}` : `${given.shown} ${family.shown}`,
    login: `${given.latin}.${family.latin}`,
  };
}

function drawPool(random: Random): Pool {
  let remaining = random.below(TOTAL_WEIGHT);
  for (const pool of POOLS) {
    remaining -= pool.weight;
    if (remaining < 0) return pool;
  }
  return POOLS[0] as Pool;
}

function readForms(text: string): Form[] {
  return text.split(' ').map((entry) => {
    const [shown = '', latin = shown.toLowerCase()] = entry.split('|');
    return { shown, latin };
  });
}
