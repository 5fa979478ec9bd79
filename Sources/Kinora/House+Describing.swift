import KinoraMediaTools
import KinoraPreparation
import Logging

extension House {
    /// What is done about descriptions after scans.
    var describeErrands: DescribeErrands {
        let descriptions = descriptions
        let ffprobe = Tool.ffprobe(at: Self.path(settings.ffprobe, unless: "ffprobe"))
        let tags = TagErrand(descriptions, reader: FFprobeTagReader(ffprobe: ffprobe))
        let ffmpeg = Tool.ffmpeg(at: Self.path(settings.ffmpeg, unless: "ffmpeg"))
        // A picture takes a moment; whatever is silent for longer does not get on.
        let encoder = FFmpegEncoder(ffmpeg: ffmpeg, patience: .seconds(60))
        let shelf = ArtworkShelf(folder: artworkFolder)
        let pictures = PictureErrand(
            descriptions, mill: PictureMill(encoder: encoder, shelf: shelf), encoder: encoder, packages: folders.packages,
            fetcher: pictureFetcher,
            time: time, log: logger("describe"))
        let sweep = DailyErrand(time) { [store, time] in try await ArtworkSweep(store: store, shelf: shelf, time: time).run() }
        var errands: [@Sendable () async throws -> Bool] = [
            { try await tags.run() }, { try await pictures.run() }, { try await sweep.run() },
        ]
        if let pictureFetcher {
            let portraits = PortraitErrand(
                store: store, mill: PictureMill(encoder: encoder, shelf: shelf), fetcher: pictureFetcher, time: time,
                log: logger("describe"))
            errands.append { try await portraits.run() }
        }
        return DescribeErrands(errands, log: logger("describe"))
    }
}
