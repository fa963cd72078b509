/** Is this the machine itself? `hostname` as `URL` writes it: lower case, IPv4 in four parts, IPv6 in brackets. */
export const isLoopback = (hostname: string): boolean =>
	hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
