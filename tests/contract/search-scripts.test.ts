import { describe, expect, test } from 'vitest';
import { findExactly, named, newWord } from '../support/catalogue';

describe('other scripts', () => {
  test.each([
    [
      'Cyrillic',
      'Броненосец «Потёмкин»',
      ['броненосец', 'потемкин', 'ПОТЁМ', 'броненосец потемкин'],
    ],
    ['Greek', 'Η Μεγάλη Ελλάδα', ['ΜΕΓΑΛΗ', 'ελλαδα', 'ελλ']],
    [
      'Japanese',
      '東京物語 とうきょうものがたり トーキョー',
      ['東京物語', '東京', 'トーキョー', 'とうきょう'],
    ],
    ['Chinese', '大闹天宫 孙悟空', ['大闹天宫', '孙悟空', '孙悟']],
    ['Chinese in traditional characters', '紅樓夢', ['紅樓夢', '红楼梦', '红楼', '楼梦']],
    ['Chinese in simplified characters', '西游记', ['西游记', '西遊記', '遊記']],
    ['Korean', '자유 만세', ['자유', '만세', '만']],
    ['Arabic without vowel points', 'الف ليلة وليلة', ['ليلة', 'لَيْلَة', 'وليلة']],
    ['Arabic with vowel points', 'أَلْفُ لَيْلَةٍ وَلَيْلَةٌ', ['ليلة', 'لَيْلَةٍ', 'الف', 'وليلة']],
    [
      'Arabic with an article',
      'كتاب ألف ليلة الكامل والخيال',
      ['كامل', 'الكامل', 'خيال', 'الكا', 'كام'],
    ],
    [
      'Arabic with other last letters',
      'كليلة ليلى على',
      ['كليله', 'ليلي', 'ليلی علی', 'علي كليله'],
    ],
    [
      'Persian from an Arabic keyboard',
      'دیوان حافظ شیرازی کتاب',
      ['ديوان', 'شيرازي', 'كتاب', 'ديوان كتاب', 'کتاب'],
    ],
    ['Arabic from a Persian keyboard', 'كتاب النبي', ['کتاب', 'النبی', 'کتاب النبی']],
    ['Hebrew with points', 'שָׁלוֹם עֲלֵיכֶם', ['שלום', 'עליכם', 'שָׁלוֹם']],
    ['Hindi', 'राजा हरिश्चन्द्र', ['राजा', 'हरिश्चन्द्र', 'हरिश्']],
    ['Thai', 'ทองปาน', ['ทองปาน', 'ทอง']],
    ['Thai with a vowel above', 'วิทยุทีวี', ['ทีวี', 'ที', 'วี', 'วิ']],
    ['Tamil', 'சந்திரலேகா', ['சந்திரலேகா', 'சந்தி']],
    ['Vietnamese', 'Chị Tư Hậu', ['chi tu hau', 'Chị Tư']],
  ])('are found: %s', async (_script, title, queries) => {
    const word = newWord();
    const id = await named(`${title} ${word}`);
    for (const query of queries) {
      expect(await findExactly(`${word} ${query}`), query).toEqual([id]);
    }
    expect(await findExactly(`${title} ${word}`)).toEqual([id]);
    expect(await findExactly(`${word} "${title}"`)).toEqual([id]);
  });
});
