// Installs the peer packages beside this file if they are missing or the lockfile changed: node
// test/peers/install.mjs

import {spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';

const here = new URL('.', import.meta.url);

const packagesOf = (path) => {
	try {
		return JSON.parse(readFileSync(new URL(path, here), 'utf8')).packages;
	} catch {
		return {};
	}
};

/** npm keeps a list of what it installed, without packages that this platform does not need. */
const isInstalled = () => {
	const wanted = packagesOf('package-lock.json');
	const present = packagesOf('node_modules/.package-lock.json');
	return Object.entries(wanted).every(
		([path, {version, optional}]) => path === '' || optional === true || present[path]?.version === version,
	);
};

if (!isInstalled()) {
	process.stderr.write('Installing the peers of this script into test/peers/node_modules (once, about 90 MB)…\n');
	const {status} = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
		cwd: here,
		stdio: ['ignore', 'ignore', 'inherit'],
	});
	if (status !== 0) {
		process.stderr.write(
			'The peers could not be installed: this script needs the npm registry once. Try again, or run `npm ci` in test/peers yourself.\n',
		);
		process.exit(1);
	}
}
