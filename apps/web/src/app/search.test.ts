import { excerpt, highlight, matches } from './search.ts';

describe('matches', () => {
  it.each([
    ['Bread and olives', 'olives bread', true],
    ['Bread and olives', 'OLIV', true],
    ['Bread and olives', 'olives cheese', false],
    ['Äpfel', 'äpfel', true],
    ['anything', '  ', true],
  ])('%j for %j: %s', (text, query, expected) => {
    expect(matches(text, query)).toBe(expected);
  });
});

describe('highlight', () => {
  it('cuts the text where the words are', () => {
    expect(highlight('Bread, more bread', 'bread')).toEqual([
      { text: 'Bread', match: true },
      { text: ', more ', match: false },
      { text: 'bread', match: true },
    ]);
  });

  it('leaves the text whole without a query', () => {
    expect(highlight('Bread', ' ')).toEqual([{ text: 'Bread', match: false }]);
  });

  it.each(['a.b*c', '(x) [y] {z}', '$5 + \\d | ^a?', '</b> - /x/'])(
    'takes the query %j as it is',
    (query) => {
      const text = `before ${query} after`;

      const segments = highlight(text, query);

      expect(segments.map((segment) => segment.text).join('')).toBe(text);
      expect(segments[0]).toEqual({ text: 'before ', match: false });
      expect(segments.filter(({ match }) => match).map((segment) => segment.text)).toEqual(query.split(' '));
    },
  );
});

describe('excerpt', () => {
  it('shows the text around the first word', () => {
    const shown = excerpt(`${'so '.repeat(100)}needle in the hay`, 'needle');

    expect(shown).toMatch(/^…(so )+needle in the hay$/);
    expect(shown.length).toBeLessThan(100);
  });

  it('begins at the beginning where the word is near it', () => {
    expect(excerpt('a needle\nhere', 'needle')).toBe('a needle here');
  });
});
