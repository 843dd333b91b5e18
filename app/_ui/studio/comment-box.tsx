"use client";

import { useRef } from "react";
import own from "./draft-page.module.css";

/** Where a comment is written. With script a colleague's name is a button that puts it there with its @. */
export function CommentBox({ names }: { names: readonly string[] }) {
  const box = useRef<HTMLTextAreaElement>(null);
  const mention = (name: string) => {
    const field = box.current;
    if (!field) return;
    const before = field.value.slice(0, field.selectionStart).replace(/@[^\s@]*$/, "");
    const gap = before === "" || /\s$/.test(before) ? "" : " ";
    const rest = field.value.slice(field.selectionEnd);
    field.value = `${before}${gap}@${name} ${rest}`;
    const caret = field.value.length - rest.length;
    field.focus();
    field.setSelectionRange(caret, caret);
  };
  return (
    <>
      <textarea ref={box} name="body" required maxLength={4000} className={own.body} aria-label="Comment" />
      {names.length > 0 ? (
        <p className={own.names}>
          <span className={own.about}>Mention with @:</span>
          {names.map((name) => (
            <span key={name}>
              <span className="without-script">{name}</span>
              <button type="button" className="with-script" onClick={() => mention(name)}>
                {name}
              </button>
            </span>
          ))}
        </p>
      ) : null}
    </>
  );
}
