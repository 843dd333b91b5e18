import { lookup as systemLookup } from "node:dns";
import type { LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";
import { SourceError } from "../source-error";

/** Whether an IP address is anything but one of the public internet: loopback, private, link-local, metadata. */
export function isPrivate(address: string): boolean {
  if (!ipaddr.isValid(address)) return true;
  return ipaddr.process(address).range() !== "unicast";
}

/** Throws SourceError unless the address is one that a source may be at: http or https, and no private host. */
export function demandPublic(url: URL): void {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (url.protocol !== "https:" && url.protocol !== "http:")
    throw new SourceError("redirected-away", `${url.protocol} is no protocol that a source is asked by.`);
  const literal = ipaddr.isValid(host);
  if ((literal && isPrivate(host)) || /(^|\.)(localhost|local|internal)$/i.test(host))
    throw new SourceError("redirected-away", `${host} is an address of a private network: it is not asked.`);
}

/** Resolves a name, and refuses it where any of its addresses is private: a public name may lead inside. */
export function publicLookup(resolve: typeof systemLookup = systemLookup): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, "", 4);
      const inside = addresses.find(({ address }) => isPrivate(address));
      if (inside || addresses.length === 0) {
        const refusal = new SourceError(
          "redirected-away",
          `${hostname} leads into a private network: it is not asked.`,
        );
        return callback(refusal, "", 4);
      }
      if (options.all) return callback(null, addresses);
      return callback(null, addresses[0]?.address ?? "", addresses[0]?.family ?? 4);
    });
  };
}
