/**
 * First script of every page. In the station app the content policy demands Trusted Types: text that a library hands to the page as
 * markup passes here. Nothing of it may become an element, so nothing a citizen's data holds can; style sheets, which hold no `<`, pass as they are.
 * In an ordinary browser on the LAN the policy does not ask, and this has no effect.
 */
interface PolicyRules {
	createHTML(text: string): string;
	createScriptURL(address: string): string;
}
const { trustedTypes } = globalThis as unknown as { trustedTypes?: { createPolicy(name: string, rules: PolicyRules): unknown } };

trustedTypes?.createPolicy('default', {
	createHTML: (text) => text.replaceAll('<', '&lt;'),
	// Workers of the app itself; scripts from elsewhere are refused.
	createScriptURL: (address) => {
		if (new URL(address, location.href).origin !== location.origin) throw new TypeError('script-from-elsewhere');
		return address;
	},
});

export {};
