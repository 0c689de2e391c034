import { summarise, titleOf } from './note-title.ts';

describe('summarise', () => {
  it('takes the first line as the title and the rest as one line', () => {
    expect(summarise('Groceries\n\nBread,\r\n  olives')).toEqual({
      title: 'Groceries',
      preview: 'Bread, olives',
    });
  });

  it('skips blank lines at the beginning', () => {
    expect(summarise(' \n\t\n  Ideas \nfirst')).toEqual({ title: 'Ideas', preview: 'first' });
  });

  it('has an empty title for a blank note', () => {
    expect(summarise(' \n ')).toEqual({ title: '', preview: '' });
  });

  it('shortens what is long, never in the middle of a character', () => {
    const { title, preview } = summarise(`${'🌿'.repeat(200)}\n${'x '.repeat(500)}`);

    expect([...title]).toHaveLength(120);
    expect(title.endsWith('🌿…')).toBe(true);
    expect(preview).toHaveLength(200);
  });
});

describe('titleOf', () => {
  it.each([
    ['Call\nDr Ho', 'Call'],
    ['', 'Untitled'],
    ['\n \n', 'Untitled'],
  ])('calls %j %j', (text, title) => {
    expect(titleOf(text)).toBe(title);
  });
});
