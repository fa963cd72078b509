/** A CONNECT proxy on loopback that leads every host to one server and records the requests. */

import {connect} from 'node:net';
import type {TlsOptions} from 'node:tls';
import type {ProxySettings} from '../../source/runtime/node/ports.js';
import {onRequest, serve} from './raw-server.js';

export type TestProxy = {
	readonly settings: ProxySettings;
	/** Heads of all requests, in order. */
	readonly asked: readonly string[];
	readonly port: number;
};

export type TestProxyOptions = {
	/** Port at which every tunnel ends. */
	readonly behindPort?: number;
	/** Answer instead of a tunnel. */
	readonly answer?: string;
	readonly login?: string;
	readonly tls?: TlsOptions;
	/** Host name for the program's proxy setting. */
	readonly hostname?: string;
};

export const startProxy = async ({behindPort, answer, login, tls, hostname = '127.0.0.1'}: TestProxyOptions): Promise<TestProxy> => {
	const asked: string[] = [];
	const server = await serve((socket) => {
		let isOpen = false;
		onRequest(socket, (head) => {
			if (isOpen) return;
			isOpen = true;
			asked.push(head);
			if (answer !== undefined || behindPort === undefined) {
				socket.write(answer ?? '');
				return;
			}

			const behind = connect(behindPort, '127.0.0.1', () => {
				socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
				socket.removeAllListeners('data');
				socket.pipe(behind).pipe(socket);
			});
			behind.on('error', () => socket.destroy());
			socket.on('close', () => behind.destroy());
		});
	}, tls);
	const proxy = {
		protocol: tls === undefined ? ('http:' as const) : ('https:' as const),
		hostname,
		port: server.port,
		variable: 'HTTPS_PROXY',
		...(login === undefined ? {} : {login}),
	};
	return {settings: {proxy, exceptions: []}, asked, port: server.port};
};
