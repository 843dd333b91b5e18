/** Where a source is kept: the site, the path on it, and whether that is the site's front door. */
export type Place = { host: string; path: string; front: boolean };

/** Sites that keep others' pages: the address of the page itself stands behind theirs. */
const ARCHIVED =
  /^https?:\/\/(?:web\.archive\.org\/web\/\d+[a-z_]*|webcache\.googleusercontent\.com\/search\?q=cache:[\w-]*:?|(?:archive\.(?:ph|is|today|org|li|md|vn))\/(?:[\d.-]+|newest|o\/\w+|web\/\d+))\/(?=\w)/i;

/** The address of the page of which an archive keeps a copy, or the address itself. */
function unpacked(url: string): string {
  const rest = url.replace(ARCHIVED, "");
  if (rest === url) return url;
  return /^https?:\/\//i.test(rest) ? rest : `https://${rest.replace(/^https?:\/(?=\w)/i, "")}`;
}

/** Where an address leads; of an archived page, where the page stood. Null for none and for what is no address. */
export function placeOf(url: string | null | undefined): Place | null {
  if (!url) return null;
  try {
    const { hostname, pathname, search } = new URL(unpacked(url.trim()));
    return { host: hostname.toLowerCase(), path: pathname, front: pathname === "/" && search === "" };
  } catch {
    return null;
  }
}

export const REPOSITORY =
  /(^|\.)(github\.com|github\.io|githubusercontent\.com|gitlab\.com|gitlab\.io|gitee\.com|bitbucket\.org|codeberg\.org|sourceforge\.net|huggingface\.co|kaggle\.com)$/;

/** Where anybody may write: networks, forums, wikis, and blogs that a platform gives to everybody. */
const ANYBODY =
  /(^|\.)(x\.com|twitter\.com|nitter\.net|t\.co|reddit\.com|linkedin\.com|facebook\.com|threads\.(net|com)|bsky\.app|t\.me|telegram\.me|discord\.com|youtube\.com|youtu\.be|medium\.com|tumblr\.com|weibo\.com|zhihu\.com|mp\.weixin\.qq\.com|xueqiu\.com|wikipedia\.org|wikimedia\.org|wikiwand\.com|namu\.wiki|fandom\.com|quora\.com|news\.ycombinator\.com|stackexchange\.com|blogspot\.com|wordpress\.com|tistory\.com|blog\.naver\.com|telegra\.ph|notion\.site|docs\.google\.com)$/;

/** Whether anybody may write there. */
export const isAnybodys = ({ host }: Place): boolean => ANYBODY.test(host);

/** Stores of files, on which everybody keeps theirs: they say nothing of whose a file is. */
const STORE =
  /(^|\.)(q4cdn\.com|q4web\.com|cloudfront\.net|amazonaws\.com|azureedge\.net|windows\.net|akamaized\.net|storage\.googleapis\.com|ctfassets\.net|prismic\.io|digitaloceanspaces\.com|r2\.dev)$/;

/** Whether a site is a store of files. */
export const isStore = ({ host }: Place): boolean => STORE.test(host);
