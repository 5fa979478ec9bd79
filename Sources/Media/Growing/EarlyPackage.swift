import Foundation
import KinoraKernel

/// A package in the form in which it is watched while it is made: manifests that grow, and end when it is published.
///
/// Every segment has an address of its own (`EarlyLayout`), so that players need no index of a file that has none yet. The manifests of the
/// published package in this form list the same segments under the same addresses, so who began early watches on to the end.
package struct EarlyPackage: Sendable {
    /// What there is so far; tracks end where the shortest picture ends.
    package let contents: PackageContents
    /// Nil once nothing will be added.
    let growth: Growth?
    /// When each track begins, in its ticks, by name.
    let starts: [String: Int64]
    /// `EXT-X-TARGETDURATION` in seconds, of all that was or will be listed; it may not change on the way.
    let target: Int64

    struct Growth: Sendable {
        let begun: Moment
        let changed: Moment
    }

    /// A published package.
    /// - Parameter folder: where it stands.
    package init(_ contents: PackageContents, in folder: String) throws {
        var contents = contents
        contents.thumbnails = nil
        // Who began early goes on in the coding that comes first.
        let coding = contents.video.first?.coding
        contents.video.removeAll { $0.coding != coding }
        self.contents = contents
        growth = nil
        starts = try Self.starts(contents, folder)
        target = Self.target(contents)
    }

    /// A package that is being made; nil while there is nothing to be seen.
    /// - Parameters:
    ///   - drafts: by the names of renditions.
    ///   - begun: when the first picture was written.
    package init?(
        _ beginning: PackageBeginning, _ drafts: [String: VideoDraft], in folder: String, begun: Moment, changed: Moment
    ) throws {
        let planned = beginning.timeline.segmentStarts.count
        let count = beginning.video.map { drafts[$0.name]?.segments.count ?? 0 }.min() ?? 0
        guard count > 0 else { return nil }
        let video = beginning.video.compactMap { each in drafts[each.name].map { Self.rendition(each, $0, count) } }
        let audio = beginning.audio.map { sound in
            var sound = sound
            if count < planned { sound.track.segments = Array(sound.track.segments.prefix(count)) }
            return sound
        }
        contents = PackageContents(
            duration: beginning.timeline.duration, presentationOffset: beginning.timeline.offset, video: video, audio: audio,
            text: beginning.text)
        growth = Growth(begun: begun, changed: changed)
        starts = try Self.starts(contents, folder)
        let (timescale, perFrame) = beginning.timeline.frameRate.ticks
        let borders = beginning.timeline.segmentStarts + [beginning.timeline.frameCount]
        let pictures = zip(borders, borders.dropFirst()).map { TrackFile.Segment(size: 0, duration: Int64($1 - $0) * perFrame) }
        target =
            ([Bandwidth.targetDuration(of: pictures, timescale: timescale)]
            + beginning.audio.map { Bandwidth.targetDuration(of: $0.track.segments, timescale: $0.track.timescale) }).max() ?? 1
    }

    /// Whether more will come.
    package var isGrowing: Bool { growth != nil }

    /// Tells packages apart that are made one after the other under one address.
    package var mark: String { growth.map { String($0.begun.milliseconds) } ?? "whole" }

    /// How much can be watched, in milliseconds.
    package var watchable: Int64 {
        guard let track = contents.video.first?.track else { return 0 }
        return Ticks.rescale(track.segments.reduce(0) { $0 + $1.duration }, from: max(1, track.timescale), to: 1000)
    }

    private static func rendition(_ announced: PackageBeginning.Rendition, _ draft: VideoDraft, _ count: Int) -> VideoRendition {
        // Without the ends of first pictures: the lists for fast winding come with the whole package.
        let segments = draft.segments.prefix(count).map { TrackFile.Segment(size: $0.size, duration: $0.duration) }
        let track = TrackFile(
            size: draft.size, headerEnd: draft.headerEnd, indexEnd: draft.indexEnd, timescale: draft.timescale, segments: segments,
            averageBandwidth: Bandwidth.average(of: segments, timescale: draft.timescale),
            peakBandwidth: max(Int64(announced.peakRate), Bandwidth.peak(of: segments, timescale: draft.timescale)),
            digest: Digest(of: [UInt8]()))
        return VideoRendition(
            name: announced.name, path: GrowthLayout.media(announced.name), codec: draft.codec, width: draft.width, height: draft.height,
            frameRate: draft.frameRate, track: track)
    }

    private static func starts(_ contents: PackageContents, _ folder: String) throws -> [String: Int64] {
        var starts: [String: Int64] = [:]
        for rendition in contents.video {
            starts[rendition.name] = Ticks.rescale(contents.presentationOffset, from: 90_000, to: rendition.track.timescale)
        }
        for rendition in contents.audio {
            starts[rendition.name] = try SegmentIndex.start(
                of: rendition.track, in: try RandomAccessFile(path: "\(folder)/\(rendition.path)"))
        }
        return starts
    }

    private static func target(_ contents: PackageContents) -> Int64 {
        (contents.video.map(\.track) + contents.audio.map(\.track))
            .map { Bandwidth.targetDuration(of: $0.segments, timescale: $0.timescale) }.max() ?? 1
    }
}
