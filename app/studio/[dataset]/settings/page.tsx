import type { Metadata } from "next";
import Link from "next/link";
import { connection } from "next/server";
import { requireViewer } from "@/app/_auth/viewer";
import { orForbidden } from "@/app/_data/or-forbidden";
import { orNotFound } from "@/app/_data/or-not-found";
import { DefinitionSection } from "@/app/_ui/catalogue/definition-section";
import { ForAnalysts } from "@/app/_ui/catalogue/for-analysts";
import { ListTable } from "@/app/_ui/catalogue/list-table";
import { SettingsForm } from "@/app/_ui/catalogue/settings-form";
import { WaiverSection } from "@/app/_ui/catalogue/waiver-section";
import styles from "@/app/_ui/desk/desk.module.css";
import { PageHeader } from "@/app/_ui/page-header";
import { datasetOf } from "@/lib/datasets/registry";
import { formatInstant } from "@/lib/kernel/format";
import { readSettings } from "@/lib/studio/settings/read-settings";

export const metadata: Metadata = { title: "Settings" };

const NAMES: Record<string, string> = {
  defaultSource: "source",
  defaultStatus: "status",
  embargoTime: "time of publication",
  embargoZone: "time zone",
  closesEdition: "closes an edition",
  told: "told by mail",
};

export default async function SettingsPage({ params }: PageProps<"/studio/[dataset]/settings">) {
  await connection();
  const { dataset: slug } = await params;
  const viewer = await requireViewer();
  const detail = await orForbidden(orNotFound(readSettings(viewer, slug)));
  if ("forbidden" in detail) return <ForAnalysts words={detail.forbidden} />;
  const dataset = datasetOf(slug);
  return (
    <>
      <PageHeader title={`${dataset.title}: settings`} subtitle="How this installation works on it" asOf={null}>
        <p>
          <Link href={`/studio/${slug}`}>Grid</Link> <Link href={`/studio/${slug}/events`}>Events</Link>{" "}
          <Link href={`/data/${slug}`}>What readers see</Link>
        </p>
      </PageHeader>
      <SettingsForm key={detail.history.length} dataset={slug} detail={detail} />
      <WaiverSection dataset={slug} waivers={detail.waivers} admin={viewer.role === "admin"} />
      <ListTable
        id="history"
        title="Changes of the settings"
        columns={["When", "Who", "What"]}
        empty="Nobody has changed them: the defaults hold."
      >
        {detail.history.map((line) => (
          <tr key={`${line.at} ${line.by}`}>
            <td>{formatInstant(line.at)}</td>
            <td>{line.by}</td>
            <td className={styles.words}>
              {Object.entries(line.changed)
                .map(([key, words]) => `${NAMES[key] ?? key}: ${words}`)
                .join("; ")}
            </td>
          </tr>
        ))}
      </ListTable>
      <h2>Definition</h2>
      <DefinitionSection dataset={dataset} />
    </>
  );
}
