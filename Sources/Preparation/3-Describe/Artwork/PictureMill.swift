import Foundation
import KinoraCatalogue
import KinoraKernel

/// Makes the sizes that pages need of a picture, and keeps them on the shelf.
///
/// A picture is hostile until it was made anew: its size is looked at before it is decoded, ffmpeg may open nothing but it and ask for a
/// bounded memory, and what comes out has none of the original's bytes.
package struct PictureMill: Sendable {
    private let encoder: any Encoder
    private let shelf: ArtworkShelf

    /// Shorter or narrower pictures show nothing; in pixels.
    static let shortestSide = 32
    /// Longer strips than this are no picture of a film.
    private static let mostLopsided = 8

    package init(encoder: any Encoder, shelf: ArtworkShelf) {
        self.encoder = encoder
        self.shelf = shelf
    }

    /// Of a picture's bytes.
    /// - Throws: `ArtworkTrouble` when it cannot be used.
    package func make(_ kind: PictureKind, of bytes: [UInt8]) async throws -> Artwork {
        guard bytes.count <= ArtworkShelf.largest else { throw ArtworkTrouble.tooLarge }
        guard let header = ImageHeader(bytes) else { throw ArtworkTrouble.noPicture }
        let turned = header.kind == .jpg ? ExifOrientation.filters(ExifOrientation.of(jpeg: bytes)) : ([], false)
        return try await inWorkFolder { folder in
            let original = "\(folder)/original"
            try await BlockingWork.run { _ in try FileTree.write(Data(bytes), to: original) }
            let input = PictureInput(
                arguments: EncodeCommand.pictureInput(original, header.kind), filters: turned.0,
                width: turned.1 ? header.height : header.width, height: turned.1 ? header.width : header.height)
            return try await make(kind, input, folder)
        }
    }

    /// Of a picture as ffmpeg is given it.
    func make(_ kind: PictureKind, of input: PictureInput) async throws -> Artwork {
        try await inWorkFolder { try await make(kind, input, $0) }
    }

    /// Of a cover inside a video file.
    /// - Parameter source: an absolute path.
    func make(_ kind: PictureKind, ofCover stream: Int, in source: String) async throws -> Artwork {
        let bytes = try await inWorkFolder { folder in
            let cover = "\(folder)/cover"
            try await run(.cover(stream, of: source, to: cover))
            return try await BlockingWork.run { _ in
                try SmallFile.read(FilePath(text: cover), atMost: ArtworkShelf.largest)
            }
        }
        return try await make(kind, of: bytes)
    }

    private func make(_ kind: PictureKind, _ input: PictureInput, _ folder: String) async throws -> Artwork {
        let (width, height) = (input.width, input.height)
        guard min(width, height) >= Self.shortestSide, width * height <= EncodeCommand.mostPixels,
            max(width, height) <= min(width, height) * Self.mostLopsided
        else { throw ArtworkTrouble.unfitSize(width: width, height: height) }
        let plain: ImageHeader.Kind = kind == .logo ? .png : .jpg
        let sizes = PictureSizes.of(kind, width: width, height: height)
        let outputs = sizes.flatMap { size in
            [ImageHeader.Kind.webp, plain].map { kind in
                EncodeCommand.PictureOutput(
                    width: size.width, height: size.height, path: "\(folder)/\(size.width).\(kind.rawValue)", kind: kind)
            }
        }
        try await run(.artwork(input, outputs))
        let shelf = shelf
        return try await BlockingWork.run { _ in
            let made = try sizes.map { size in
                func keep(_ kind: ImageHeader.Kind) throws -> String {
                    let path = FilePath(text: "\(folder)/\(size.width).\(kind.rawValue)")
                    let bytes = try SmallFile.read(path, atMost: ArtworkShelf.largest)
                    guard let header = ImageHeader(bytes), header.kind == kind, (header.width, header.height) == (size.width, size.height)
                    else { throw ArtworkTrouble.unreadable("The picture cannot be decoded; replace or remove it.") }
                    return try shelf.keep(bytes, as: kind)
                }
                return Artwork.Size(width: size.width, height: size.height, webp: try keep(.webp), plain: try keep(plain))
            }
            guard let artwork = Artwork(sizes: made) else { throw ArtworkTrouble.noPicture }
            return artwork
        }
    }

    private func run(_ command: EncodeCommand) async throws {
        do {
            _ = try await encoder.run(command) { _ in }
        } catch Trouble.toolFailed(_, let reason) {
            if reason.english.contains(String(cString: strerror(ENOSPC))) { throw Trouble.diskFull(folder: shelf.name) }
            throw ArtworkTrouble.unreadable("The picture cannot be decoded (\(reason.onOneLine(atMost: 120))); replace or remove it.")
        }
    }

    /// With a folder below the shelf that is gone afterwards.
    func inWorkFolder<Outcome: Sendable>(_ work: (String) async throws -> Outcome) async throws -> Outcome {
        let folder = shelf.workFolder()
        try await BlockingWork.run { _ in try FileTree.makeFolder(folder) }
        let outcome: Outcome
        do {
            outcome = try await work(folder)
        } catch {
            try await BlockingWork.run { _ in try FileTree.remove(folder) }
            throw error
        }
        try await BlockingWork.run { _ in try FileTree.remove(folder) }
        return outcome
    }
}
