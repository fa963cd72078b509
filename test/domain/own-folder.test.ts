import {expect, test} from 'vitest';
import {ownFolder} from '../../source/domain/own-folder.js';

const registered = () => '/home/registered';

test.each([
	[{XDG_STATE_HOME: '/state', HOME: '/home/me'}, '/state/mm-tui'],
	[{XDG_STATE_HOME: 'state', HOME: '/home/me/'}, '/home/me/.local/state/mm-tui'],
	[{HOME: 'relative'}, '/home/registered/.local/state/mm-tui'],
	[{}, '/home/registered/.local/state/mm-tui'],
])('with %j the state folder is %s', (environment, folder) => {
	expect(ownFolder(environment, 'XDG_STATE_HOME', registered)).toBe(folder);
});

test('a user whom the system does not know is at home in the root folder', () => {
	const unknown = () => {
		throw new Error('uv_os_get_passwd returned ENOENT');
	};

	expect(ownFolder({}, 'XDG_CONFIG_HOME', unknown)).toBe('/.config/mm-tui');
	expect(ownFolder({HOME: '/home/me'}, 'XDG_CONFIG_HOME', unknown)).toBe('/home/me/.config/mm-tui');
});
