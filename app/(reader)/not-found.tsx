import Link from "next/link";
import { Message } from "@/app/_ui/message";
import { NotKnownThen } from "@/app/_ui/shell/not-known-then";

/** What a page of the product says where there is nothing, or where there was nothing yet on the day asked for. */
export default function NotFound() {
  return (
    <Message title="There is nothing at this address" actions={<Link href="/">Home</Link>} inside>
      <NotKnownThen>
        The link may be mistyped, or what it led to has another name now. All datasets are listed under Data.
      </NotKnownThen>
    </Message>
  );
}
