import Link from "next/link";
import { currentViewer } from "@/app/_auth/viewer";
import { Message } from "@/app/_ui/message";
import { ViewingBanner } from "@/app/_ui/shell/viewing-banner";

export default async function NotFound() {
  const viewer = await currentViewer().catch(() => null);
  return (
    <>
      {viewer ? <ViewingBanner viewer={viewer} /> : null}
      <main id="main">
        <Message title="There is nothing at this address" actions={<Link href="/">Home</Link>}>
          <p>The link may be mistyped, or what it led to has another name now. All datasets are listed under Data.</p>
        </Message>
      </main>
    </>
  );
}
