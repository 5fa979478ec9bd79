import HTTPTypes
import Hummingbird
import KinoraGate
import NIOCore
import _NIOFileSystem

/// Answers a request with a file: whole, in part, or not at all where the client has it already.
///
/// Bytes go from the disk to the socket in pieces; the next is read when the client has taken the last. So a film costs one piece of
/// memory per viewer, a slow viewer holds nobody up, and one who goes away closes the file with the connection.
struct FileAnswer: Sendable {
    /// Bytes read at once.
    static let piece: Int64 = 256 * 1024

    let file: FileOnDisk
    /// Told when the file is no longer there, although it was a while ago.
    var onLoss: @Sendable () -> Void = {}

    func response(to request: Request) -> Response {
        let conditions = Preconditions(request.headers)
        switch conditions.outcome(for: file.etag) {
        case .failed: return Response(status: .preconditionFailed, headers: common)
        case .notModified: return Response(status: .notModified, headers: common)
        case .send: break
        }
        let mayBePart = request.method == .get && conditions.allowRange(for: file.etag)
        switch mayBePart ? ByteRange(request.headers[.range], size: file.size) : .whole {
        case .whole:
            return Response(status: .ok, headers: described, body: body(0..<file.size))
        case .part(let range):
            var fields = described
            fields[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(file.size)"
            return Response(status: .partialContent, headers: fields, body: body(range))
        case .unsatisfiable:
            var fields = common
            fields[.contentRange] = "bytes */\(file.size)"
            return Response(status: .rangeNotSatisfiable, headers: fields)
        }
    }

    private var common: HTTPFields {
        [
            .eTag: file.etag, .acceptRanges: "bytes",
            .cacheControl: file.isImmutable ? "private, max-age=31536000, immutable" : "private, no-cache",
        ]
    }

    /// What is said about the file, whole or in part.
    var described: HTTPFields {
        var fields = common
        fields[.contentType] = file.contentType
        return fields
    }

    private func body(_ range: Range<Int64>) -> ResponseBody {
        guard !range.isEmpty else { return ResponseBody() }
        return ResponseBody(contentLength: range.count) { [file, onLoss] writer in
            let options = OpenOptions.Read(followSymbolicLinks: false, closeOnExec: true)
            do {
                try await FileSystem.shared.withFileHandle(forReadingAt: FilePath(file.path), options: options) { handle in
                    var offset = file.offset + range.lowerBound
                    let end = file.offset + range.upperBound
                    while offset < end {
                        let length = min(Self.piece, end - offset)
                        let bytes = try await handle.readChunk(fromAbsoluteOffset: offset, length: .bytes(length))
                        guard bytes.readableBytes > 0 else { throw FileShrank() }
                        offset += Int64(bytes.readableBytes)
                        try await writer.write(bytes)
                    }
                }
            } catch let error as FileSystemError where error.code == .notFound {
                onLoss()
                throw error
            }
            try await writer.finish(nil)
        }
    }
}

/// The file has fewer bytes than were promised; the connection is all that can still tell the client.
private struct FileShrank: Error {}
