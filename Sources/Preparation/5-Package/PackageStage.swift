import Foundation
import KinoraKernel
import KinoraMedia

/// Makes the growing package of a job whole, complete but for its publication.
///
/// Pictures and sounds are in it already (`Growth`); what is missing are the tracks' indexes, the texts, a still and the manifests. It may be
/// done again and again; the same parts make the same bytes.
struct PackageStage: Sendable {
    let plan: Plan
    let work: WorkFolder
    let texts: [SourceText]
    let encoder: any Encoder

    func run(_ board: ProgressBoard) async throws -> (contents: PackageContents, texts: TextWriter.Outcome) {
        let growth = Growth(plan: plan, work: work, texts: texts)
        var contents = try await BlockingWork.run { cancellation in
            guard let beginning = growth.beginning() else { throw Trouble.notAsPlanned("it was never begun") }
            let video = try plan.rungs.enumerated().map { index, rung in
                try cancellation.check()
                board.share(Double(index) / Double(plan.rungs.count))
                return try growth.finish(rung, beginning)
            }
            return PackageContents(
                duration: beginning.timeline.duration, presentationOffset: beginning.timeline.offset, video: video,
                audio: beginning.audio, text: [])
        }
        let (offset, duration) = (contents.presentationOffset, contents.duration)
        let written = try await BlockingWork.run { _ in
            try TextWriter(folder: work.package, offset: offset).write(texts, duration: duration)
        }
        contents.text = written.tracks
        contents.still = try await StillChooser(folder: work.package, encoder: encoder).choose(for: contents)
        contents.chapters = plan.chapters
        contents.thumbnails = try await ThumbnailMaker(folder: work.package, encoder: encoder).make(for: contents)
        let files = try PackageText.files(of: contents)
        let listed = Set(try PackageFiles(of: contents).contentTypes.keys)
        try await BlockingWork.run { _ in
            for (path, data) in files { try FileTree.write(data, to: "\(work.package)/\(path)") }
            // What an attempt that was broken off left here does not belong to the package.
            try sweep("", listed)
        }
        return (contents, written)
    }

    private func sweep(_ folder: String, _ listed: Set<String>) throws {
        for name in try FileTree.names(in: "\(work.package)/\(folder)") {
            let path = folder + name
            var isFolder: ObjCBool = false
            if FileManager.default.fileExists(atPath: "\(work.package)/\(path)", isDirectory: &isFolder), isFolder.boolValue {
                try sweep(path + "/", listed)
                if !listed.contains(where: { $0.hasPrefix(path + "/") }) { try FileTree.remove("\(work.package)/\(path)") }
            } else if !listed.contains(path) {
                try FileTree.remove("\(work.package)/\(path)")
            }
        }
    }
}
