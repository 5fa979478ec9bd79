import KinoraMediaTools
import KinoraPreparation
import Logging

extension House {
    /// What is done about descriptions after scans.
    var describeErrands: DescribeErrands {
        let descriptions = Descriptions(store: store, editor: editor)
        let ffprobe = Tool.ffprobe(at: Self.path(settings.ffprobe, unless: "ffprobe"))
        let tags = TagErrand(descriptions, reader: FFprobeTagReader(ffprobe: ffprobe))
        return DescribeErrands([{ try await tags.run() }], log: logger("describe"))
    }
}
