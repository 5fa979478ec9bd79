import Foundation
import KinoraKernel
import KinoraMedia
import KinoraPreparation
import Testing

@testable import KinoraMediaTools

@Suite("What tools say is read with care")
struct ToolOutputTests {
    private func probe(_ json: String) throws -> Probe {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(FFprobeReport.self, from: Data(json.utf8)).probe(size: 1)
    }

    @Test("Lines are the same, however the bytes arrive", arguments: 1...9)
    func lines(pieces: Int) {
        let bytes = Array("frame=1\nout_time_us=40000\r\nprogress=end".utf8)
        var splitter = LineSplitter()
        var lines: [String] = []
        for start in stride(from: 0, to: bytes.count, by: pieces) {
            splitter.add(bytes[start..<min(start + pieces, bytes.count)]) { lines.append(String(decoding: $0, as: UTF8.self)) }
        }
        splitter.finish { lines.append(String(decoding: $0, as: UTF8.self)) }
        #expect(lines == ["frame=1", "out_time_us=40000", "progress=end"])
    }

    @Test("A line without end does not fill the memory")
    func endless() {
        var splitter = LineSplitter(longest: 10)
        var lines: [Int] = []
        splitter.add(Array(repeating: UInt8(ascii: "x"), count: 100_000) + [10]) { lines.append($0.count) }
        #expect(lines == [10])
    }

    @Test("Of an AVI file that was cut off counts what its header promises", arguments: [("avi", 2.0), ("matroska,webm", 1.008)])
    func cutOff(container: String, seconds: Double) throws {
        let probe = try probe(
            """
            {"streams": [
             {"index": 0, "codec_type": "video", "codec_name": "mpeg4", "width": 160, "height": 90, "r_frame_rate": "25/1", "nb_frames": "50"},
             {"index": 1, "codec_type": "audio", "codec_name": "mp2", "channels": 2, "nb_frames": "84"}
            ], "format": {"format_name": "\(container)", "duration": "1.008000"}}
            """)
        #expect(probe.duration == seconds)
    }

    @Test("Covers are no pictures, flags and languages are kept, nonsense is left out")
    func streams() throws {
        let probe = try probe(
            """
            {"streams": [
             {"index": 0, "codec_type": "video", "codec_name": "mjpeg", "width": 600, "height": 800, "disposition": {"attached_pic": 1}},
             {"index": 1, "codec_type": "video", "codec_name": "h264", "width": 720, "height": 576, "sample_aspect_ratio": "64:45",
              "field_order": "tt", "r_frame_rate": "50/1", "avg_frame_rate": "25/1", "color_space": "unknown", "level": -99,
              "side_data_list": [{"side_data_type": "x"}, {"rotation": -90}], "disposition": {"default": 1}},
             {"index": 2, "codec_type": "video", "codec_name": "h264", "width": 0, "height": 0},
             {"index": 3, "codec_type": "audio", "codec_name": "ac3", "channels": 6, "sample_rate": "48000",
              "tags": {"language": "ger", "title": "Director's comments"}, "disposition": {"comment": 1}},
             {"index": 4, "codec_type": "audio", "codec_name": "ac4", "channels": 0},
             {"index": 5, "codec_type": "subtitle", "codec_name": "subrip", "tags": {"LANGUAGE": "eng"}, "disposition": {"forced": 1}},
             {"index": 6, "codec_type": "data"}, {}
            ], "format": {"format_name": "matroska,webm", "duration": "nan", "start_time": "-0.5"}}
            """)
        #expect(probe.video.map(\.index) == [1] && probe.audio.map(\.index) == [3] && probe.text.map(\.index) == [5])
        let video = try #require(probe.video.first)
        #expect(video.rotation == 90 && video.isInterlaced && video.isDefault && video.level == nil && video.colour.space == nil)
        #expect(video.pixelAspect == .init(64, 45) && video.averageRate == FrameRate(25))
        #expect(probe.audio[0].role == .commentary && probe.audio[0].language == LanguageTag("de"))
        #expect(probe.text[0].isForced && probe.text[0].language == LanguageTag("en"))
        #expect(probe.duration == nil && probe.start == -0.5)
    }

    @Test("An empty report is a file without streams")
    func empty() throws {
        #expect(try probe("{}").video.isEmpty)
    }

    @Test("Packets are gathered by stream, in the order of showing, counted from the container's start")
    func packets() {
        let reader = PacketReader(picture: 0, start: 10)
        for line in [
            "0,10.000000,10.000000,0.040000,K__", "0,10.120000,10.040000,0.040000,___", "0,10.040000,10.080000,0.040000,___",
            "1,10.000000,10.000000,0.020000,K__", "1,10.020000,N/A,0.020000,K__", "0,N/A,10.200000,N/A,K__", "nonsense", "",
            "0,9.900000,10.300000,0.040000,KD_",
        ] { _ = reader.read(Array(line.utf8)[...]) }
        let survey = reader.survey
        #expect(survey.pictures.map { Int(($0 * 100).rounded()) } == [0, 4, 12, 20])
        #expect(survey.keyPictures.count == 2 && !survey.isPlain)
        #expect(survey.others.keys.sorted() == [1] && survey.others[1]?.packets == 2)
    }

    @Test("Errors are counted without those that every seek causes, and kept within bounds")
    func errors() {
        var errors = ErrorLines()
        for line in [
            "[h264 @ 0x55d1] mmco: unref short failure", "[h264 @ 0x55d1] error while decoding MB 3 4", "x: No space left on device",
        ] {
            errors.add(Array(line.utf8)[...])
        }
        for number in 0..<1000 { errors.add(Array("line \(number)".utf8)[...]) }
        #expect(errors.count == 1002 && errors.first == "error while decoding MB 3 4" && errors.isDiskFull)
        #expect(errors.last.count == 12 && errors.last.last == "line 999")
    }
}
