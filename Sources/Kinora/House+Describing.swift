import KinoraMediaTools
import KinoraPreparation
import Logging

extension House {
    var packageSweep: PackageSweep {
        PackageSweep(folders: folders, store: store, editor: editor, time: time, grace: .seconds(settings.packageGraceHours * 3600))
    }

    /// What lies in the data folder, held against the documents.
    var inventory: Inventory {
        Inventory(
            folders: folders, store: store, editor: editor, time: time, artwork: ArtworkShelf(folder: artworkFolder), sweep: packageSweep)
    }

    /// Where owners choose pictures.
    var studio: PictureStudio {
        let ffmpeg = Tool.ffmpeg(at: Self.path(settings.ffmpeg, unless: "ffmpeg"))
        let mill = PictureMill(encoder: FFmpegEncoder(ffmpeg: ffmpeg, patience: .seconds(60)), shelf: ArtworkShelf(folder: artworkFolder))
        return PictureStudio(descriptions, mill: mill, packages: folders.packages, fetcher: pictureFetcher)
    }

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
        let renewal = TextRenewal(store: store, editor: editor, folders: folders)
        let texts = TextErrand(
            descriptions, renewal: renewal, queue: JobQueue(store: store, time: time), log: logger("describe"))
        let sweep = DailyErrand(time) { [store, time] in try await ArtworkSweep(store: store, shelf: shelf, time: time).run() }
        let packages = DailyErrand(time, every: .seconds(3600)) { [packageSweep] in try await packageSweep.run() }
        var errands: [@Sendable () async throws -> Bool] = [
            { try await texts.run() }, { try await tags.run() }, { try await pictures.run() }, { try await sweep.run() },
            { try await packages.run() },
        ]
        if let pictureFetcher {
            let portraits = PortraitErrand(
                store: store, mill: PictureMill(encoder: encoder, shelf: shelf), fetcher: pictureFetcher, time: time,
                log: logger("describe"))
            errands.append { try await portraits.run() }
        }
        let marks = MarkErrand(
            store: store, encoder: FFmpegEncoder(ffmpeg: ffmpeg, patience: .seconds(60), pace: Pace(cores: share.coresEach)),
            folders: folders, manners: manners, time: time, log: logger("describe"))
        let unmarked = DailyErrand(time) { try await marks.takeUp() }
        errands += [{ try await unmarked.run() }, { try await marks.run() }]
        return DescribeErrands(errands, log: logger("describe"))
    }
}
