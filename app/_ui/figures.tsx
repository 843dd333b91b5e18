import type { SourcedFigure } from "@/lib/dashboards/figure";
import type { Source } from "@/lib/store/rows";
import { FigureBlock } from "./figure-block";
import { FigureGrid } from "./figure-grid";

type Props = {
  figures: readonly SourcedFigure[];
  sources: readonly Source[];
  asOf: string | null;
  /** The address of a figure's CSV, with the page's own query. */
  csv: (figureId: string) => string;
  lead?: boolean;
};

/** The figures of a page under each other, each with its CSV. */
export function Figures({ figures, sources, asOf, csv, lead = false }: Props) {
  return (
    <FigureGrid lead={lead}>
      {figures.map((figure) => (
        <FigureBlock key={figure.id} figure={figure} csvHref={csv(figure.id)} sources={sources} asOf={asOf} />
      ))}
    </FigureGrid>
  );
}
