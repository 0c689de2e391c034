import { Navigation } from './navigation.ts';
import { FakeWindow, asWindow } from './test-support/fake-window.ts';

function setUp(hash?: string) {
  const window = new FakeWindow(hash);
  return { window, navigation: new Navigation(asWindow(window)) };
}

describe('Navigation', () => {
  it('begins where the URL says', () => {
    expect(setUp('#/notes/n1').navigation.route.value).toEqual({ page: 'note', noteid: 'n1' });
  });

  it('goes somewhere, and back with the back button', () => {
    const { window, navigation } = setUp();

    navigation.go({ page: 'note', noteid: 'n1' });
    expect(window.location.hash).toBe('#/notes/n1');

    window.history.back();
    expect(navigation.route.value).toEqual({ page: 'list' });
  });

  it('returns to the list it came from, so that the note is no entry before it', () => {
    const { window, navigation } = setUp();
    navigation.go({ page: 'new' });
    navigation.go({ page: 'note', noteid: 'n1' }, { replace: true });

    navigation.toList();

    expect(navigation.route.value).toEqual({ page: 'list' });
    expect(window.position).toBe(0);
  });

  it('opens the list over a note that was reached from elsewhere', () => {
    const { window, navigation } = setUp('#/notes/n1');

    navigation.toList();
    navigation.toList();

    expect(navigation.route.value).toEqual({ page: 'list' });
    expect(window.entries.map(({ hash }) => hash)).toEqual(['#/notes/n1', '#/']);
  });
});
